//! `classlens serve`.

use std::io::{Write, stdout};
use std::net::SocketAddr;
use std::process::{Command, ExitCode, Stdio};

use anyhow::bail;
use classlens::serve::{Access, Clients, Log, OpenAudit, REQUEST_TIMEOUT, Role, ServeOptions, serve};

use crate::args::{Global, ServeArgs};
use crate::commands::open_searched;

/// Requests a minute of one token.
const RATE: u32 = 600;

pub fn run(global: &Global, args: &ServeArgs) -> anyhow::Result<ExitCode> {
    let address: SocketAddr = match args.address.parse() {
        Ok(address) => address,
        Err(_) => bail!("--address {}: an address and a port, as in 127.0.0.1:7700", args.address),
    };
    let access = match &args.tokens {
        Some(file) => Access::from_file(file)?,
        None => Access::open(Role::Coder),
    };
    let rate = match args.rate {
        Some(0) => None,
        Some(rate) => Some(rate),
        None => access.needs_token().then_some(RATE),
    };
    let audit = OpenAudit::of(open_searched(global, &args.audit)?)?.with_plans(&args.coding)?;
    let log = Log::new(|line| eprintln!("classlens serve: {line}"));
    let clients = if args.behind_proxy { Clients::BehindProxy } else { Clients::Direct };
    let options = ServeOptions { log, address, access, clients, rate, request_timeout: REQUEST_TIMEOUT };
    serve(audit, options, |address| {
        // A closed standard output is no reason to stop.
        let _ = writeln!(stdout().lock(), "http://{address}/  (stop with Ctrl-C)");
        if args.open && !start_browser(address) {
            eprintln!("classlens serve: no browser could be started: open the address above");
        }
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Starts the browser of this machine; false where the system offers none.
fn start_browser(address: SocketAddr) -> bool {
    let host = if address.ip().is_unspecified() { "127.0.0.1".to_owned() } else { address.ip().to_string() };
    let host = if host.contains(':') { format!("[{host}]") } else { host };
    let page = format!("http://{host}:{}/", address.port());
    let (program, first): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/C", "start", ""]),
        _ => ("xdg-open", &[]),
    };
    let mut command = Command::new(program);
    command.args(first).arg(page).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().is_ok()
}
