//! Colour, on terminals only.

use std::io::IsTerminal;

use anstyle::{AnsiColor, Style};

/// Styles for output; all plain where the output is no terminal or `NO_COLOR` is set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paint {
    on: bool,
}

impl Paint {
    pub(crate) fn for_stdout() -> Paint {
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Paint { on: wanted && std::io::stdout().is_terminal() }
    }

    /// Whether there is colour.
    pub(crate) fn is_on(self) -> bool {
        self.on
    }

    /// No colour.
    #[cfg(test)]
    pub(crate) fn plain() -> Paint {
        Paint { on: false }
    }

    fn with(self, style: Style, text: &str) -> String {
        if self.on { format!("{style}{text}{style:#}") } else { text.to_string() }
    }

    /// What a thing is called.
    pub(crate) fn label(self, text: &str) -> String {
        self.with(AnsiColor::Cyan.on_default(), text)
    }

    pub(crate) fn strong(self, text: &str) -> String {
        self.with(Style::new().bold(), text)
    }

    /// What matters less.
    pub(crate) fn faint(self, text: &str) -> String {
        self.with(Style::new().dimmed(), text)
    }

    /// A repair.
    pub(crate) fn repair(self, text: &str) -> String {
        self.with(AnsiColor::Yellow.on_default(), text)
    }

    /// Something that does not fit.
    pub(crate) fn warning(self, text: &str) -> String {
        self.with(AnsiColor::Red.on_default(), text)
    }
}
