//! One installation for all tests.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use statsbidrag_tests::{c, header};

/// A prefix under which the library is installed.
pub(crate) struct Installation {
    /// The folder that `include` and the folder of libraries are in.
    pub(crate) prefix: PathBuf,
    /// A folder of the tests' own beside it, for what they make.
    pub(crate) work: PathBuf,
}

/// The installation, which was moved after it was made.
pub(crate) fn installation() -> &'static Installation {
    static MADE: OnceLock<Installation> = OnceLock::new();
    MADE.get_or_init(|| {
        let work = c::scratch("install").canonicalize().unwrap();
        // A relative prefix, from a folder that has nothing to do with the sources.
        _ = c::succeed(install().arg("made").current_dir(&work), b"");
        let prefix = work.join("moved");
        std::fs::rename(work.join("made"), &prefix).unwrap();
        Installation { prefix, work }
    })
}

/// The script, with the cargo and the target folder of the running test: what is built is there in
/// the next run.
pub(crate) fn install() -> Command {
    // target/<profile>/deps/c_install-…, or target/<triple>/<profile>/deps/c_install-…
    let test = std::env::current_exe().unwrap();
    let mut script = Command::new(header::folder().canonicalize().unwrap().join("install.sh"));
    script.env("CARGO", std::env::var_os("CARGO").unwrap_or("cargo".into()));
    script.env("CARGO_TARGET_DIR", test.ancestors().nth(3).unwrap());
    script.env_remove("DESTDIR");
    script
}

/// The version that Cargo has for the library: the workspace's.
pub(crate) fn version() -> String {
    let manifest = header::folder().join("../Cargo.toml");
    let manifest = std::fs::read_to_string(manifest).unwrap();
    let (_, package) = manifest.split_once("[workspace.package]\nversion = \"").unwrap();
    package.split_once('"').unwrap().0.to_owned()
}

impl Installation {
    /// The folder of libraries.
    pub(crate) fn lib(&self) -> PathBuf {
        self.prefix.join("lib")
    }

    /// The shared library itself.
    pub(crate) fn shared(&self) -> PathBuf {
        self.lib().join(format!("libstatsbidrag.so.{}", version()))
    }

    /// An empty folder for one test.
    pub(crate) fn folder(&self, name: &str) -> PathBuf {
        let folder = self.work.join(name);
        std::fs::create_dir(&folder).unwrap();
        folder
    }

    /// The same, copied to another prefix without its shared libraries.
    pub(crate) fn static_only(&self, prefix: &Path) -> Installation {
        _ = c::succeed(Command::new("cp").arg("-a").arg(&self.prefix).arg(prefix), b"");
        let copy = Installation { prefix: prefix.to_owned(), work: self.work.clone() };
        for entry in std::fs::read_dir(copy.lib()).unwrap() {
            let path = entry.unwrap().path();
            if path.to_str().unwrap().contains(".so") {
                std::fs::remove_file(path).unwrap();
            }
        }
        copy
    }

    /// What pkg-config answers of it.
    pub(crate) fn pkg_config(&self, arguments: &[&str]) -> Vec<String> {
        let mut pkg_config = Command::new("pkg-config");
        pkg_config.env("PKG_CONFIG_PATH", self.lib().join("pkgconfig"));
        let answer = c::succeed(pkg_config.args(arguments).arg("statsbidrag"), b"");
        answer.split_whitespace().map(str::to_owned).collect()
    }

    /// Runs a program that needs the shared library.
    pub(crate) fn run(&self, program: &mut Command) -> String {
        c::succeed(program.env("LD_LIBRARY_PATH", self.lib()), b"")
    }
}

/// A source file of the examples.
pub(crate) fn example(name: &str) -> PathBuf {
    header::folder().canonicalize().unwrap().join("examples").join(name)
}

/// What readelf says of a file.
pub(crate) fn readelf(option: &str, file: &Path) -> String {
    c::succeed(Command::new("readelf").args([option, "--wide"]).arg(file), b"")
}
