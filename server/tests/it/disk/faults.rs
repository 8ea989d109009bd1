//! Server tests: a disk that fails when told to. Built by the test itself into a library that stands between the
//! program and the C library (`LD_PRELOAD`); no part of any crate, which all forbid what is unsafe.
//!
//! The control file holds six numbers: calls seen, the first that fails, the first that does not any more, errno,
//! which files (0 the ledger's, 1 only its main file, 2 the log, standard error, as well), and how much was written
//! ahead since that was last made safe.

use std::{
    ffi::{CStr, c_char, c_int, c_long, c_void},
    sync::{
        OnceLock,
        atomic::{AtomicU64, Ordering::SeqCst},
    },
};

unsafe extern "C" {
    fn dlsym(handle: *mut c_void, name: *const c_char) -> *mut c_void;
    fn mmap(at: *mut c_void, length: usize, access: c_int, flags: c_int, fd: c_int, from: c_long) -> *mut c_void;
    fn open(path: *const c_char, flags: c_int, ...) -> c_int;
    fn getenv(name: *const c_char) -> *const c_char;
    fn readlink(path: *const c_char, into: *mut c_char, length: usize) -> isize;
    fn __errno_location() -> *mut c_int;
}

type Control = [AtomicU64; 6];

fn control() -> Option<&'static Control> {
    static CONTROL: OnceLock<Option<&'static Control>> = OnceLock::new();
    *CONTROL.get_or_init(|| unsafe {
        let path = getenv(c"CHENGGE_FAULTS".as_ptr());
        // 2: for reading and writing; 3 and 1: both, shared.
        let fd = if path.is_null() { -1 } else { open(path, 2) };
        let at = if fd < 0 { return None } else { mmap(std::ptr::null_mut(), 48, 3, 1, fd, 0) };
        (at as isize != -1).then(|| &*at.cast::<Control>())
    })
}

/// The errno that this call must fail with, if it must.
fn fault(fd: c_int) -> Option<c_int> {
    let [seen, from, until, errno, which, _] = control()?;
    let (which, file) = (which.load(SeqCst), file(fd));
    if !match file {
        File::Main => true,
        File::Ahead | File::Index => which != 1,
        File::Log => which == 2,
        File::Other => false,
    } {
        return None;
    }
    let call = seen.fetch_add(1, SeqCst) + 1;
    let fails = from.load(SeqCst) <= call && call < until.load(SeqCst);
    fails.then(|| errno.load(SeqCst) as c_int)
}

#[derive(PartialEq)]
enum File {
    Main,
    Ahead,
    Index,
    Log,
    Other,
}

fn file(fd: c_int) -> File {
    let mut name = [0_u8; 1_024];
    let path = format!("/proc/self/fd/{fd}\0");
    let length = unsafe { readlink(path.as_ptr().cast(), name.as_mut_ptr().cast(), name.len()) };
    match &name[..length.max(0) as usize] {
        name if name.ends_with(b"/ledger.db") => File::Main,
        name if name.ends_with(b"/ledger.db-wal") => File::Ahead,
        name if name.ends_with(b"/ledger.db-shm") => File::Index,
        _ if fd == 2 => File::Log,
        _ => File::Other,
    }
}

/// Something was written ahead, or what was is safe now.
fn note(fd: c_int, safe: bool) {
    if let Some([.., unsafe_yet]) = control()
        && file(fd) == File::Ahead
    {
        if safe {
            unsafe_yet.store(0, SeqCst)
        } else {
            let _ = unsafe_yet.fetch_add(1, SeqCst);
        }
    }
}

fn fail(errno: c_int) -> isize {
    unsafe { *__errno_location() = errno };
    -1
}

fn real(name: &CStr) -> *mut c_void {
    // -1: whoever comes after this library.
    unsafe { dlsym(-1_isize as *mut c_void, name.as_ptr()) }
}

/// Half of what was to be written may be there when a write fails: the worst of both.
macro_rules! write {
    ($name:ident, $symbol:literal $(, $offset:ident)?) => {
        #[unsafe(no_mangle)]
        unsafe extern "C" fn $name(fd: c_int, bytes: *const c_void, length: usize $(, $offset: c_long)?) -> isize {
            type Real = unsafe extern "C" fn(c_int, *const c_void, usize $(, whole!($offset))?) -> isize;
            let real: Real = unsafe { std::mem::transmute(real($symbol)) };
            note(fd, false);
            match fault(fd) {
                Some(errno) => {
                    unsafe { real(fd, bytes, length / 2 $(, $offset)?) };
                    fail(errno)
                }
                None => unsafe { real(fd, bytes, length $(, $offset)?) },
            }
        }
    };
}

macro_rules! whole {
    ($offset:ident) => {
        c_long
    };
}

macro_rules! other {
    ($name:ident, $symbol:literal $(, $length:ident)?) => {
        #[unsafe(no_mangle)]
        unsafe extern "C" fn $name(fd: c_int $(, $length: c_long)?) -> c_int {
            type Real = unsafe extern "C" fn(c_int $(, whole!($length))?) -> c_int;
            let real: Real = unsafe { std::mem::transmute(real($symbol)) };
            if let Some(errno) = fault(fd) {
                return fail(errno) as c_int;
            }
            let done = unsafe { real(fd $(, $length)?) };
            note(fd, done == 0 && $symbol.to_bytes()[0] == b'f' && $symbol.to_bytes().ends_with(b"sync"));
            done
        }
    };
}

write!(write, c"write");
write!(pwrite, c"pwrite", offset);
write!(pwrite64, c"pwrite64", offset);
other!(fsync, c"fsync");
other!(fdatasync, c"fdatasync");
other!(ftruncate, c"ftruncate", length);
other!(ftruncate64, c"ftruncate64", length);
