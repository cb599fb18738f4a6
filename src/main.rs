//! The `huzhu` command.

/// Memory for all of the process, SQLite included: what one thread takes and another gives back costs the system's
/// allocator a fifth of the time of an import.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    huzhu::cli::main()
}
