//! Server tests: the hand on the failing disk. The library beside it, `faults.rs`, does what the control file says.

use std::{
    fs::File,
    os::unix::fs::FileExt as _,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};
use tempfile::TempDir;

const EIO: u64 = 5;
const ENOSPC: u64 = 28;
const LEDGER: u64 = 0;
const MAIN_FILE: u64 = 1;
const LOG_TOO: u64 = 2;

/// A disk that fails when told to.
pub struct Disk {
    pub path: PathBuf,
    control: File,
}

impl Disk {
    pub fn in_folder(folder: &Path) -> Self {
        let path = folder.join("faults");
        std::fs::write(&path, [0; 48]).unwrap();
        let control = File::options().read(true).write(true).open(&path).unwrap();
        Self { path, control }
    }

    /// Fails from one call to before another, counted from now: with a full disk if that lasts, else with a broken one.
    pub fn fails(&self, from: u64, until: u64) {
        self.says([0, from, until, if until == u64::MAX { ENOSPC } else { EIO }, LEDGER]);
    }

    pub fn fails_in_the_main_file(&self, from: u64, until: u64) {
        self.says([0, from, until, ENOSPC, MAIN_FILE]);
    }

    pub fn is_full_for_the_log_too(&self) {
        self.says([0, 1, u64::MAX, ENOSPC, LOG_TOO]);
    }

    pub fn mends(&self) {
        self.says([0, 0, 0, 0, LEDGER]);
    }

    /// Calls since the last word to it.
    pub fn calls(&self) -> u64 {
        self.number(0)
    }

    /// Whether everything that was written ahead has been waited for.
    pub fn all_safe(&self) -> bool {
        self.number(5) == 0
    }

    fn number(&self, place: u64) -> u64 {
        let mut bytes = [0; 8];
        self.control.read_exact_at(&mut bytes, place * 8).unwrap();
        u64::from_ne_bytes(bytes)
    }

    fn says(&self, words: [u64; 5]) {
        let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_ne_bytes()).collect();
        self.control.write_all_at(&bytes, 0).unwrap();
    }
}

/// The library, built once by the compiler that is there anyway.
pub fn library() -> &'static Path {
    static BUILT: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, library) = BUILT.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let library = folder.path().join("libfaults.so");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/disk/faults.rs");
        let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let built = Command::new(compiler)
            .args(["--edition", "2024", "--crate-type", "cdylib", "-O", "-o"])
            .args([&library, &source])
            .status();
        assert!(built.unwrap().success(), "the failing disk cannot be built");
        (folder, library)
    });
    library
}
