//! `classlens serve`.

use std::io::{Write, stdout};
use std::net::SocketAddr;
use std::process::ExitCode;

use anyhow::bail;
use classlens::serve::{Access, Clients, Log, OpenAudit, REQUEST_TIMEOUT, Role, ServeOptions, serve};

use crate::args::{Global, ServeArgs};
use crate::commands::open_audit;

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
    let audit = OpenAudit::of(open_audit(global, &args.audit)?)?.with_plans(&args.coding)?;
    let log = Log::new(|line| eprintln!("classlens serve: {line}"));
    let clients = if args.behind_proxy { Clients::BehindProxy } else { Clients::Direct };
    let options = ServeOptions { log, address, access, clients, rate, request_timeout: REQUEST_TIMEOUT };
    serve(audit, options, |address| {
        // A closed standard output is no reason to stop.
        let _ = writeln!(stdout().lock(), "http://{address}/  (stop with Ctrl-C)");
    })?;
    Ok(ExitCode::SUCCESS)
}
