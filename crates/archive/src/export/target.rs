//! Where an export goes. A file or folder is made under another name beside its own and renamed when it is finished, so
//! that nobody takes half an export for a whole one.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use super::{Shape, Stream};
use crate::problem::{Error, Result};

/// Where to.
pub enum Target<'a> {
    /// A stream, such as standard output.
    Stream(Box<dyn Write + Send + 'a>),
    /// A file, which is replaced where there is one, or a new folder.
    Path(PathBuf),
}

impl<'a> Target<'a> {
    /// For errors.
    pub(super) fn name(&self) -> PathBuf {
        match self {
            Target::Stream(_) => PathBuf::from("standard output"),
            Target::Path(path) => path.clone(),
        }
    }

    pub(super) fn open(self, shape: Shape) -> Result<Place<'a>> {
        let path = match self {
            Target::Stream(_) if matches!(shape, Shape::File | Shape::Folder) => {
                let what = if shape == Shape::File { "a file" } else { "a folder" };
                return Err(Error::Refused(format!("this format makes {what}: name it")));
            }
            Target::Stream(stream) => return Ok(Place { stream: Some(stream), files: None }),
            Target::Path(path) => path,
        };
        let Some(name) = path.file_name() else {
            return Err(Error::Refused(format!("{}: not the name of a file or folder", path.display())));
        };
        if shape == Shape::Folder && path.exists() || path.is_dir() {
            return Err(Error::Refused(format!("{}: exists already; name a new one", path.display())));
        }
        let mut unfinished = std::ffi::OsString::from(".");
        unfinished.push(name);
        unfinished.push(format!(".{}.unfinished", std::process::id()));
        let unfinished = path.with_file_name(unfinished);
        clear(&unfinished).map_err(Error::file(&unfinished))?;
        let stream: Option<Stream> = match shape {
            Shape::Text | Shape::Bytes => {
                let file = File::create(&unfinished).map_err(Error::file(&path))?;
                Some(Box::new(BufWriter::with_capacity(1 << 16, file)))
            }
            Shape::File | Shape::Folder => None,
        };
        Ok(Place { stream, files: Some(Files { unfinished, path, folder: shape == Shape::Folder }) })
    }
}

/// A target that is being written to.
pub(super) struct Place<'a> {
    stream: Option<Stream<'a>>,
    files: Option<Files>,
}

struct Files {
    unfinished: PathBuf,
    path: PathBuf,
    folder: bool,
}

impl Place<'_> {
    /// The stream to write to.
    pub(super) fn stream(&mut self) -> Result<Stream<'_>> {
        match &mut self.stream {
            Some(stream) => Ok(Box::new(stream)),
            None => Err(Error::Refused("this format is written to a stream".to_string())),
        }
    }

    /// The file or folder to make.
    pub(super) fn path(&mut self) -> Result<&Path> {
        match &self.files {
            Some(files) => Ok(&files.unfinished),
            None => Err(Error::Refused("this format is written to a file".to_string())),
        }
    }

    /// All has been written: gives it its name.
    pub(super) fn finish(mut self) -> Result<()> {
        let Some(files) = &self.files else { return Ok(()) };
        let mut work = || {
            if let Some(stream) = &mut self.stream {
                stream.flush()?;
            }
            if !files.folder {
                File::options().write(true).open(&files.unfinished)?.sync_all()?;
            }
            std::fs::rename(&files.unfinished, &files.path)
        };
        work().map_err(Error::file(&files.path))
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.stream = None;
        if let Some(files) = &self.files {
            // Whatever could not be finished goes; there is nobody to tell if it cannot.
            let _ = clear(&files.unfinished);
        }
    }
}

fn clear(path: &Path) -> std::io::Result<()> {
    let gone = if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
    match gone {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
