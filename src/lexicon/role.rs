//! What an entry counts towards.

/// Whom a proposal serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Serves {
    /// Those who control their schedule or have money to spare.
    Control,
    /// Those with rigid and unstable schedules.
    Unstable,
    /// All workers.
    All,
}

impl Serves {
    /// All of them, in the order of declaration.
    pub const ALL: [Self; 3] = [Self::Control, Self::Unstable, Self::All];

    /// The one called `name`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|serves| serves.name() == name)
    }

    /// The name in files and tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Control => "control",
            Self::Unstable => "unstable",
            Self::All => "all",
        }
    }
}

/// What an entry counts towards; the longest hit wins within each of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// Attention to a tier, or to workers at large.
    Evidence,
    /// A remedy that is discussed.
    Proposal {
        /// One of the kinds of the codebook.
        kind: String,
        /// Whom it serves.
        serves: Serves,
    },
    /// A stock story.
    Trope {
        /// Its name.
        name: String,
    },
    /// How working hours are set.
    Schedule(ScheduleKind),
    /// Why a person leaves work.
    Reason(ReasonKind),
    /// Whom a text is about as such.
    People(PeopleKind),
}

impl Role {
    /// What it counts towards, and which kind of it; empty for evidence.
    #[must_use]
    pub fn names(&self) -> (&'static str, &str) {
        match self {
            Self::Evidence => ("evidence", ""),
            Self::Proposal { kind, .. } => ("proposal", kind),
            Self::Trope { name } => ("trope", name),
            Self::Schedule(kind) => ("schedule", kind.name()),
            Self::Reason(kind) => ("reason", kind.name()),
            Self::People(kind) => ("people", kind.name()),
        }
    }
}

/// What a worker can or cannot say about working hours.
///
/// # Source
/// Williams & Boushey (2010), The Three Faces of Work-Family Conflict: professionals bargain for
/// flexibility, the missing middle meets rigid hours, low-wage workers unstable ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ScheduleKind {
    /// The worker shapes them: flextime, telework, shorter hours by choice.
    Control,
    /// They are fixed, and who misses them pays for it.
    Rigid,
    /// They change at short notice, and the worker is not asked.
    Unstable,
}

impl ScheduleKind {
    /// All kinds in the order of their columns.
    pub const ALL: [Self; 3] = [Self::Control, Self::Rigid, Self::Unstable];

    /// The name in files and tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Control => "control",
            Self::Rigid => "rigid",
            Self::Unstable => "unstable",
        }
    }
}

/// Why a person leaves work.
///
/// # Source
/// Williams, Manvell & Bornstein (2006), "Opt Out" or Pushed Out?, who tabulate articles by whether
/// they explain leaving by the pull of the family or by the push of the workplace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReasonKind {
    /// No reason, but that a person leaves work or stays out of it: reasons count only beside it.
    Leaving,
    /// Family and choice.
    Pull,
    /// The workplace.
    Push,
}

impl ReasonKind {
    /// The name in files and tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Leaving => "leaving",
            Self::Pull => "pull",
            Self::Push => "push",
        }
    }
}

/// Whom a text is about as such: as mothers, as women, and so on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PeopleKind {
    /// Mothers, who are women too.
    Mothers,
    /// Fathers, who are men too.
    Fathers,
    /// Parents, where the text calls them so.
    Parents,
    /// Women.
    Women,
    /// Men.
    Men,
}

impl PeopleKind {
    /// All kinds in the order of lists.
    pub const ALL: [Self; 5] = [Self::Mothers, Self::Fathers, Self::Parents, Self::Women, Self::Men];

    /// The kind called `name`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The name in files and tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Mothers => "mothers",
            Self::Fathers => "fathers",
            Self::Parents => "parents",
            Self::Women => "women",
            Self::Men => "men",
        }
    }

    /// True where what speaks of `self` speaks of `other`: mothers are women, fathers are men.
    #[must_use]
    pub fn speaks_of(self, other: Self) -> bool {
        self == other || matches!((self, other), (Self::Mothers, Self::Women) | (Self::Fathers, Self::Men))
    }
}
