//! The `huzhu` command.

fn main() -> std::process::ExitCode {
    huzhu::cli::main()
}
