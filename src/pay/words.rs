//! Words that distinguish pay from other money: flat lists, each with what it is for.

/// Words of a group, where a bound on its earnings is named too.
pub(super) const GROUPS: &[&str] =
    &["if", "of", "percent", "person", "residents", "someone", "that", "who", "workers", "you"];

/// Groups described by what they earn: "those making more than".
pub(super) const BOUNDS: &[&str] =
    &["above", "below", "between", "excess", "less", "more", "over", "under", "up", "upwards"];

/// True for a noun that names pay.
pub(super) fn is_pay_noun(word: &str) -> bool {
    matches!(
        word,
        "compensation"
            | "earnings"
            | "paycheck"
            | "paychecks"
            | "pay"
            | "salaries"
            | "salary"
            | "tips"
            | "wage"
            | "wages"
    )
}

pub(super) fn is_anybody(word: &str) -> bool {
    matches!(
        word,
        "all"
            | "americans"
            | "anyone"
            | "everyone"
            | "adults"
            | "individuals"
            | "people"
            | "taxpayers"
            | "those"
            | "voters"
    )
}

pub(super) fn is_earning(word: &str) -> bool {
    matches!(word, "earn" | "earned" | "earner" | "earners" | "earning" | "earns")
}

pub(super) fn is_business(word: &str) -> bool {
    matches!(word, "agency" | "companies" | "company" | "contractor" | "contractors" | "firm" | "firms")
}

/// True for those who employ others, besides businesses.
pub(super) fn is_employer(word: &str) -> bool {
    const SINGULAR: [&str; 22] = [
        "bakery",
        "bank",
        "chain",
        "clinic",
        "college",
        "contractor",
        "employer",
        "factory",
        "farm",
        "hospital",
        "hotel",
        "mill",
        "mine",
        "plant",
        "restaurant",
        "retailer",
        "shop",
        "startup",
        "store",
        "studio",
        "university",
        "warehouse",
    ];
    SINGULAR.contains(&word.strip_suffix('s').unwrap_or(word))
}

pub(super) fn is_work(word: &str) -> bool {
    is_job(word)
        || matches!(
            word,
            "employed"
                | "hire"
                | "hired"
                | "hires"
                | "hiring"
                | "labor"
                | "paid"
                | "paying"
                | "pays"
                | "worked"
                | "works"
        )
}

pub(super) fn is_job(word: &str) -> bool {
    matches!(
        word,
        "apprenticeship"
            | "employee"
            | "employees"
            | "gig"
            | "gigs"
            | "internship"
            | "internships"
            | "job"
            | "jobs"
            | "position"
            | "positions"
            | "work"
            | "worker"
            | "workers"
            | "working"
    )
}

/// Words that may come between pay and its amount.
pub(super) const BRIDGE: &[&str] = &[
    "a",
    "about",
    "above",
    "almost",
    "an",
    "approximately",
    "are",
    "around",
    "as",
    "at",
    "average",
    "averaged",
    "averages",
    "averaging",
    "be",
    "been",
    "below",
    "between",
    "close",
    "currently",
    "estimated",
    "even",
    "excess",
    "exceeding",
    "for",
    "from",
    "in",
    "is",
    "just",
    "least",
    "less",
    "listed",
    "little",
    "maybe",
    "more",
    "much",
    "nearly",
    "now",
    "of",
    "only",
    "or",
    "over",
    "perhaps",
    "probably",
    "range",
    "ranged",
    "ranges",
    "ranging",
    "reported",
    "reportedly",
    "roughly",
    "run",
    "runs",
    "same",
    "some",
    "somewhere",
    "started",
    "starting",
    "starts",
    "than",
    "the",
    "to",
    "totaling",
    "typical",
    "under",
    "up",
    "upward",
    "upwards",
    "was",
    "well",
    "were",
    "will",
    "would",
];

/// Words that may come between an amount and "wage".
pub(super) const BEFORE_WAGE: &[&str] = &[
    "average",
    "base",
    "citywide",
    "current",
    "entry",
    "federal",
    "guaranteed",
    "hourly",
    "level",
    "living",
    "local",
    "mandatory",
    "median",
    "minimum",
    "national",
    "nationwide",
    "new",
    "prevailing",
    "proposed",
    "starting",
    "state",
    "statewide",
    "tipped",
    "universal",
];

/// Words that may come between an amount and "salary".
pub(super) const BEFORE_SALARY: &[&str] = &[
    "annual",
    "average",
    "base",
    "congressional",
    "current",
    "entry",
    "government",
    "level",
    "median",
    "minimum",
    "presidential",
    "starting",
    "teacher",
    "yearly",
];

/// Words that may come between a step and its amount.
pub(super) const HEDGES: &[&str] = &[
    "about",
    "almost",
    "approximately",
    "around",
    "as",
    "at",
    "exactly",
    "just",
    "least",
    "less",
    "more",
    "most",
    "much",
    "nearly",
    "only",
    "over",
    "roughly",
    "some",
    "than",
];

/// After an amount: a step up or down, not a level.
pub(super) const DIFFERENCES: &[&str] = &[
    "above",
    "apart",
    "below",
    "bonus",
    "bonuses",
    "boost",
    "bump",
    "cut",
    "cuts",
    "extra",
    "fewer",
    "fine",
    "fines",
    "gap",
    "higher",
    "hike",
    "hikes",
    "increase",
    "increases",
    "increment",
    "increments",
    "less",
    "lower",
    "more",
    "premium",
    "raise",
    "raises",
    "reduction",
    "shy",
];

/// Nouns for a step or a distance between levels of pay.
pub(super) const STEPS: &[&str] = &[
    "allowance",
    "allowances",
    "bonus",
    "bonuses",
    "boost",
    "boosts",
    "bump",
    "bumps",
    "cut",
    "cuts",
    "difference",
    "differences",
    "differential",
    "differentials",
    "discount",
    "disparity",
    "gain",
    "gains",
    "gap",
    "gaps",
    "hike",
    "hikes",
    "increase",
    "increases",
    "increment",
    "increments",
    "penalty",
    "premium",
    "premiums",
    "raise",
    "raises",
    "reduction",
    "reductions",
    "rise",
    "rises",
    "shortfall",
    "supplement",
    "supplements",
    "surcharge",
    "uplift",
    "uplifts",
];

/// Kinds of pay that come on top of a wage.
pub(super) const EXTRA: &[&str] =
    &["appreciation", "bonus", "bonuses", "differential", "extra", "hazard", "hero", "premium"];

/// Where these are an hour's worth, it is a price.
pub(super) const HOURLY_PRICES: &[&str] = &[
    "burn",
    "burning",
    "cost",
    "costing",
    "costs",
    "electricity",
    "fare",
    "fee",
    "fees",
    "gdp",
    "lesson",
    "lessons",
    "lose",
    "loses",
    "losing",
    "lost",
    "output",
    "park",
    "parked",
    "parking",
    "price",
    "priced",
    "prices",
    "productivity",
    "rent",
    "rental",
    "rentals",
    "rented",
    "renting",
    "rents",
    "spend",
    "spending",
    "spends",
    "spent",
    "toll",
    "tolls",
];

/// Where these are near, an amount is no pay even beside "salary".
pub(super) const NEVER: &[&str] = &[
    "alimony",
    "budget",
    "cap",
    "deductible",
    "donation",
    "donations",
    "fine",
    "fined",
    "fines",
    "grant",
    "grants",
    "jobless",
    "lawsuit",
    "payroll",
    "premiums",
    "refund",
    "rebate",
    "rebates",
    "revenue",
    "revenues",
    "scholarship",
    "settlement",
    "stimulus",
    "subsidies",
    "subsidy",
    "tuition",
    "unemployment",
];

/// Money that people get or give without working for it.
pub(super) const BENEFITS: &[&str] = &[
    "assistance",
    "benefit",
    "benefits",
    "contribution",
    "contributions",
    "costs",
    "credit",
    "credits",
    "debt",
    "disability",
    "dividend",
    "dividends",
    "insurance",
    "interest",
    "loan",
    "loans",
    "medicare",
    "mortgage",
    "pension",
    "pensions",
    "profit",
    "profits",
    "rent",
    "rents",
    "retired",
    "retirees",
    "savings",
    "stamps",
    "subscription",
    "welfare",
];

/// What amounts are spent on or come from.
pub(super) const THINGS: &[&str] = &[
    "ads",
    "advertising",
    "benefits",
    "care",
    "contracts",
    "coverage",
    "dividends",
    "fees",
    "food",
    "fuel",
    "gas",
    "groceries",
    "housing",
    "interest",
    "investments",
    "medicine",
    "profit",
    "profits",
    "rent",
    "royalties",
    "sales",
    "support",
    "taxes",
    "tuition",
];

/// Those who earn together.
pub(super) const SHARED: &[&str] =
    &["couple", "couples", "families", "family", "filers", "household", "households", "joint", "jointly"];

/// Those who are paid.
pub(super) const PERSONS: &[&str] = &[
    "aides",
    "cooks",
    "drivers",
    "employees",
    "farmworkers",
    "her",
    "him",
    "interns",
    "me",
    "members",
    "nurses",
    "organizers",
    "people",
    "players",
    "staff",
    "staffers",
    "teachers",
    "them",
    "us",
    "women",
    "workers",
    "you",
];

/// Workers by what they do, in the singular.
pub(super) const WORKERS: &[&str] = &[
    "aide",
    "apprentice",
    "assistant",
    "baker",
    "barista",
    "bartender",
    "builder",
    "butcher",
    "carpenter",
    "cashier",
    "cleaner",
    "clerk",
    "cook",
    "driver",
    "electrician",
    "employee",
    "farmworker",
    "firefighter",
    "guard",
    "intern",
    "janitor",
    "labourer",
    "laborer",
    "machinist",
    "mechanic",
    "miner",
    "nurse",
    "packer",
    "picker",
    "plumber",
    "porter",
    "roofer",
    "server",
    "teacher",
    "technician",
    "trainee",
    "waiter",
    "waitress",
    "welder",
    "worker",
];

pub(super) const AUXILIARIES: &[&str] =
    &["am", "are", "be", "been", "being", "get", "gets", "getting", "got", "is", "was", "were"];

/// Words near a small sum that indicate pay by the hour.
pub(super) const HOURLY_SIGNS: &[&str] =
    &["hour", "hourly", "minimum", "overtime", "shift", "shifts", "tipped", "tips", "wage", "wages"];

/// Words that continue after a whole amount.
pub(super) const CLOSERS: &[&str] = &[
    "after", "and", "are", "as", "at", "because", "before", "but", "do", "have", "if", "is", "or", "should", "so",
    "than", "then", "to", "today", "were", "when", "while", "who", "will", "with", "working", "would",
];

/// Those who earn, in the singular, besides workers.
pub(super) const PROFESSIONS: &[&str] = &[
    "accountant",
    "actor",
    "actress",
    "attorney",
    "banker",
    "broker",
    "ceo",
    "chairman",
    "chairwoman",
    "chef",
    "dentist",
    "doctor",
    "engineer",
    "executive",
    "housekeeper",
    "lawyer",
    "maid",
    "manager",
    "nanny",
    "partner",
    "physician",
    "president",
    "professor",
    "programmer",
    "singer",
    "surgeon",
    "trader",
];

/// Words beside money that is won.
pub(super) const PRIZES: &[&str] = &[
    "award", "box", "gross", "jackpot", "lottery", "office", "prize", "prizes", "purse", "winner", "winners",
    "winnings", "won",
];
