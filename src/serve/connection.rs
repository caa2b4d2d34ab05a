//! Accepts a limited number of connections and closes those of slow clients after a timeout.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep, sleep_until};

/// Connections open at the same time.
const MAX_CONNECTIONS: usize = 256;
/// A listener that accepts a connection once one of [`MAX_CONNECTIONS`] permits is free.
pub(super) struct BoundedListener {
    listener: TcpListener,
    permits: Arc<Semaphore>,
    timeout: Duration,
}

impl BoundedListener {
    /// `timeout` limits a whole request, and the time a client takes to receive a chunk of the response.
    pub(super) fn new(listener: TcpListener, timeout: Duration) -> Self {
        Self { listener, permits: Arc::new(Semaphore::new(MAX_CONNECTIONS)), timeout }
    }
}

impl Listener for BoundedListener {
    type Io = TimedConnection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (TimedConnection, SocketAddr) {
        let permit = Arc::clone(&self.permits).acquire_owned().await.expect("the semaphore is never closed");
        let (stream, peer) = Listener::accept(&mut self.listener).await;
        let timeout = self.timeout;
        let deadline = Box::pin(sleep_until(Instant::now() + timeout));
        (TimedConnection { stream, deadline, timeout, is_receiving: true, _permit: permit }, peer)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// Address of the client.
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
