//! The version of the contract at the head of `mod.rs`.

/// Version of the contract of this stage; part of the index schema and of every manifest.
pub const CONTRACT_VERSION: u32 = 1;
