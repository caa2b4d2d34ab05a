//! Accepts a limited number of connections and closes those of slow clients after a timeout.

use std::future::Future;
use std::io;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use hashbrown::HashMap;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep, sleep_until};

/// How clients reach the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Clients {
    /// By a connection of their own.
    #[default]
    Direct,
    /// Through a proxy on this machine that appends the client's address to `X-Forwarded-For` and sets
    /// `X-Forwarded-Proto`.
    BehindProxy,
}

/// Connections open at the same time.
const MAX_CONNECTIONS: usize = 256;
/// Those of one address.
const MAX_OF_ADDRESS: usize = 128;
/// Those of one address that wait for a first answer, because their request has not arrived or is being worked on.
const MAX_WAITING_OF_ADDRESS: usize = 64;

/// A listener that accepts a connection once one of [`MAX_CONNECTIONS`] permits is free.
pub(super) struct BoundedListener {
    listener: TcpListener,
    permits: Arc<Semaphore>,
    timeout: Duration,
    clients: Clients,
    open: PerAddress,
    waiting: PerAddress,
}

impl BoundedListener {
    /// `timeout` limits a whole request, and the time a client takes to receive a chunk of the response.
    pub(super) fn new(listener: TcpListener, timeout: Duration, clients: Clients) -> Self {
        let permits = Arc::new(Semaphore::new(MAX_CONNECTIONS));
        let (open, waiting) = (PerAddress::new(MAX_OF_ADDRESS), PerAddress::new(MAX_WAITING_OF_ADDRESS));
        Self { listener, permits, timeout, clients, open, waiting }
    }

    /// The slots of a connection; `None` where its address has as many as one may have. A proxy on this machine has the
    /// connections of all its clients, and no limit but the common one.
    fn slots(&self, ip: IpAddr) -> Option<[Option<Slot>; 2]> {
        if self.clients == Clients::BehindProxy && ip.is_loopback() {
            return Some([None, None]);
        }
        Some([Some(self.open.slot(ip)?), Some(self.waiting.slot(ip)?)])
    }
}

impl Listener for BoundedListener {
    type Io = TimedConnection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (TimedConnection, SocketAddr) {
        let permit = Arc::clone(&self.permits).acquire_owned().await.expect("the semaphore is never closed");
        loop {
            let (stream, peer) = Listener::accept(&mut self.listener).await;
            // Dropped, a connection is closed: its address waits for its own, not for those of others.
            let Some([open, waiting]) = self.slots(counted_as(peer.ip())) else { continue };
            let timeout = self.timeout;
            let deadline = Box::pin(sleep_until(Instant::now() + timeout));
            let connection = TimedConnection {
                stream,
                deadline,
                timeout,
                is_receiving: true,
                waiting,
                _open: open,
                _permit: permit,
            };
            return (connection, peer);
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// What an address is counted as: one of IPv6 as its /64, which one subscriber has all of.
pub(super) fn counted_as(ip: IpAddr) -> IpAddr {
    match ip.to_canonical() {
        IpAddr::V6(ip) => IpAddr::V6(Ipv6Addr::from_bits(ip.to_bits() & !u128::from(u64::MAX))),
        ip @ IpAddr::V4(_) => ip,
    }
}

/// Connections counted by address, up to a limit.
#[derive(Clone)]
struct PerAddress {
    most: usize,
    counts: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

impl PerAddress {
    fn new(most: usize) -> Self {
        Self { most, counts: Arc::default() }
    }

    fn slot(&self, ip: IpAddr) -> Option<Slot> {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let n = counts.entry(ip).or_default();
        (*n < self.most).then(|| {
            *n += 1;
            Slot { of: self.clone(), ip }
        })
    }
}

/// A connection that is counted until this is dropped.
struct Slot {
    of: PerAddress,
    ip: IpAddr,
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut counts = self.of.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(n) = counts.get_mut(&self.ip) {
            *n -= 1;
            if *n == 0 {
                counts.remove(&self.ip);
            }
        }
    }
}

/// Address of the other end of a connection.
#[derive(Debug, Clone, Copy)]
pub(super) struct Peer(pub(super) SocketAddr);

impl Connected<IncomingStream<'_, BoundedListener>> for Peer {
    fn connect_info(stream: IncomingStream<'_, BoundedListener>) -> Self {
        Self(*stream.remote_addr())
    }
}

/// A connection that is closed when the timeout has passed since the first byte of a request, or since the
/// client last received a chunk of the response: a request sent byte by byte is cut off, however long it is.
pub(super) struct TimedConnection {
    stream: TcpStream,
    deadline: Pin<Box<Sleep>>,
    timeout: Duration,
    /// The request has begun and no response has been sent yet.
    is_receiving: bool,
    /// Held until the first answer begins.
    waiting: Option<Slot>,
    _open: Option<Slot>,
    _permit: OwnedSemaphorePermit,
}

impl TimedConnection {
    fn check_deadline(&mut self, context: &mut Context<'_>) -> io::Result<()> {
        match self.deadline.as_mut().poll(context) {
            Poll::Ready(()) => Err(io::ErrorKind::TimedOut.into()),
            Poll::Pending => Ok(()),
        }
    }

    fn restart_timeout(&mut self) {
        self.deadline.as_mut().reset(Instant::now() + self.timeout);
    }

    fn sent(&mut self) {
        self.is_receiving = false;
        self.waiting = None;
        self.restart_timeout();
    }
}

impl AsyncRead for TimedConnection {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        self.check_deadline(context)?;
        let before = into.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, into))?;
        if !self.is_receiving && into.filled().len() > before {
            self.is_receiving = true;
            self.restart_timeout();
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for TimedConnection {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.check_deadline(context)?;
        let n = ready!(Pin::new(&mut self.stream).poll_write(context, bytes))?;
        self.sent();
        Poll::Ready(Ok(n))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.check_deadline(context)?;
        let n = ready!(Pin::new(&mut self.stream).poll_write_vectored(context, pieces))?;
        self.sent();
        Poll::Ready(Ok(n))
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
