//! The lines that are not the article, as data: what they start with, end with, or contain.
//!
//! A rule looks at one paragraph. Patterns disregard letter case unless they say otherwise, and a
//! rule takes no paragraph longer than its bound: what is long is more likely the article.

use crate::clean::Zone;

/// What the words of a paragraph say about its zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Nothing: it is part of the article or of the section it is in.
    None,
    /// This paragraph alone has that zone.
    Is(Zone),
    /// From here on there are comments of readers.
    CommentsStart,
    /// From here on there is a note on the author.
    AuthorBoxStart,
    /// From here on there are titles of other articles, as long as lines look like titles.
    ListStart,
}

/// Where in an article a rule applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ParagraphRange {
    /// In every paragraph.
    Anywhere,
    /// In the first three paragraphs.
    Opening,
    /// Not in the first two.
    Late,
}

/// One kind of line.
pub(super) struct LineRule {
    pub verdict: Verdict,
    pub range: ParagraphRange,
    /// Longest paragraph, in bytes, that the rule takes.
    pub max: usize,
    pub pattern: &'static str,
}

const fn rule(zone: Zone, max: usize, pattern: &'static str) -> LineRule {
    LineRule { verdict: Verdict::Is(zone), range: ParagraphRange::Anywhere, max, pattern }
}

const fn from_here(verdict: Verdict, max: usize, pattern: &'static str) -> LineRule {
    LineRule { verdict, range: ParagraphRange::Late, max, pattern }
}

use Zone::{AuthorBox, Byline, Caption, Correction, Furniture};

/// What such lines start with; the first rule that matches decides.
pub(super) const STARTS: &[LineRule] = &[
    from_here(Verdict::CommentsStart, 320, r"\d[\d,]* (?:responses?|comments?|replies|thoughts?) (?:to|on)\b"),
    from_here(Verdict::CommentsStart, 40, r"(?:\d[\d,]* comments?|(?:reader )?comments?:?)$"),
    from_here(Verdict::CommentsStart, 320, r"leave a (?:comment|reply)\b"),
    from_here(Verdict::AuthorBoxStart, 80, r"(?:about the (?:authors?|writers?)|(?:author|contributor) bio)\b"),
    from_here(
        Verdict::ListStart,
        60,
        r"\W*(?:read more|read next|more|related(?: \w+)?|see also|also see|also read|further reading|more on this(?: \w+)?|more from [\w .]+|you may also like|recommended(?: for you)?|trending(?: now)?|most read|most popular)\s*(?:\.\.\.|…|:)?$",
    ),
    // Corrections and notes of editors.
    rule(Correction, 4000, r"(?:corrections?|clarification|editor[’']?s?[’']? note|editors[’'] note)\s*(?:[:–—(]|$)"),
    rule(Correction, 60, r"corrections? (?:&|and) amplifications?"),
    rule(
        Correction,
        900,
        r"(?:updates?\s*[:–—]\s*)?(?:this (?:story|article|post|piece|column|report) (?:has been|was) (?:last )?(?:updated|corrected|amended|revised)|this is (?:a breaking|a developing|an? updated)|(?:an earlier|a previous|the original|an original) version of this|this (?:story|article|post) (?:originally|previously) (?:said|stated|misstated))",
    ),
    rule(Correction, 60, r"(?:last )?updated?\b[^.]{0,24}\d{1,2}(?::\d\d)? ?(?:[ap]\.?m\b|[ce]s?t\b)"),
    rule(Correction, 60, r"(?:last updated|updated on|first published|published|posted)\b.{0,14}\d{4}"),
    // Captions and credits of pictures.
    rule(
        Caption,
        600,
        r"(?:enlarge this image|toggle caption|image (?:copyright|caption)|media (?:caption|playback)|hide caption)\b",
    ),
    rule(
        Caption,
        320,
        r"(?:photo(?:graph)?s? (?:by|credit|courtesy)|image credit|\(?(?:ap|getty|reuters|afp) photos?\b)",
    ),
    rule(
        Caption,
        90,
        r"\((?:[^().]*\b)?(?:photo|image|getty|reuters|afp|pixabay|shutterstock|wikimedia|screenshot|screengrab|via)\b[^()]*\)$",
    ),
    rule(Caption, 60, r"\([\w .'’-]+/[\w .'’/-]+\)$"),
    rule(Caption, 900, r"(?:(?-i:FILE) ?[-–—] |facebook twitter pinterest \w)"),
    rule(Caption, 400, r"(?-i:[A-Z])[\w .'’-]{2,40} / (?:[\w .]+ / )?getty images\b"),
    rule(Caption, 200, r"(?:photo illustration|images?|illustration) by (?-i:[A-Z])"),
    rule(Caption, 400, r"(?-i:CLOSE [A-Z])"),
    // Who wrote it, for whom, with whose help.
    LineRule {
        verdict: Verdict::Is(Byline),
        range: ParagraphRange::Opening,
        max: 40,
        pattern: r"(?:opinion (?:contributor|columnist)|columnist|special (?:for|to) (?-i:[A-Z]).*|staff (?:writer|reporter))$",
    },
    rule(Byline, 260, r"\W*contribut(?:ing|ed by|ors?)\s*:"),
    rule(
        Byline,
        320,
        r"\W*(?:additional )?(?:reporting|writing|editing|compiled|research|edited|with reporting|with assistance) (?:by|from) (?-i:[A-Z])",
    ),
    rule(Byline, 120, r"\W*with (?:\w+ )?(?:wires?|wire services?|wire reports)\.?$"),
    rule(
        Byline,
        200,
        r"\W*(?:this (?:article|report|story) (?:is based|contains material)\b.*(?:wire|associated press|reuters|afp))",
    ),
    rule(
        Byline,
        400,
        r"(?-i:[A-Z][\w.'’-]+(?: (?:and |[A-Z])[\w.'’-]*){0,6}) reported from (?-i:[A-Z])[\w., ]{2,40}(?:\.|$)",
    ),
    rule(Furniture, 500, r"(?:the )?(?:opinions?|views?)(?: and (?:opinions|views))? expressed\b"),
    // Newsletters, subscriptions, apps.
    rule(
        Furniture,
        700,
        r"\W*(?:newsletter sign up\b|let our news meet|sign up (?:here|now|today|for|to)\b|newsletter sign-?up$|subscribe\b|click to subscribe)",
    ),
    rule(Furniture, 400, r"get (?:our|the|all|breaking|real-time|your)\b.*(?:newsletter|inbox|\bapp\b|alerts)"),
    rule(Furniture, 120, r"(?:\W*click (?:here )?to get|download|get) (?:our|the)\b.*\bapp\b"),
    rule(
        Furniture,
        320,
        r"(?:support (?:our|progressive|real|independent|local|vox)\b.*journalism|thank you for (?:signing up|supporting our))",
    ),
    // Links to other pages.
    rule(
        Furniture,
        240,
        r"\W*(?:click here\b|click for\b|\(?click (?:on|to) .*(?:link|share|hear|watch|listen|view|expand|enlarge))",
    ),
    rule(Furniture, 320, r"(?:(?:to )?read (?:more|also|next|the full|the rest)\b|see also\b|continue reading\b)"),
    rule(
        Furniture,
        240,
        r"\(? ?(?:related(?: \w+)?|more|also see|also on (?-i:[A-Z])[\w. ]{1,30}|also read|further reading|watch(?: the video| live| more| below| now)?|video|audio|listen|podcast|photos?|pictures|slideshow|gallery|photo gallery|graphic|interactive|full coverage|complete coverage|special coverage|trending|don[’']t miss|vote now|urgent|image|transcript)\s*:",
    ),
    rule(Furniture, 200, r"\( (?-i:[A-Z])[^()]*(?:\([^()]*\)[^()]*)?\)$"),
    rule(Furniture, 80, r"more (?:from|on|in|coverage)\b"),
    rule(
        Furniture,
        160,
        r"watch (?:the|this|it|live|below|above)\b.*(?:video|below|above|clip|live|here|\.com)[.:!]?$",
    ),
    rule(Furniture, 400, r"(?-i:JUST WATCHED|MUST WATCH)\b"),
    rule(Furniture, 120, r"listen to (?:article\b|.*podcast\W*$)"),
    rule(Furniture, 240, r"for more (?:information|on|from|stories|news|coverage)\b.*(?:click|visit|go to|follow)\b"),
    rule(Furniture, 120, r"visit .*(?:homepage|website|web site)\b"),
    rule(Furniture, 320, r"related coverage\b"),
    rule(Furniture, 400, r"(?:https?://\S+|\d{6,})$"),
    // Share and follow lines.
    rule(
        Furniture,
        240,
        r"\W*(?:follow (?:us|me|him|her|them|@\w+|.{2,60} on (?:twitter|facebook|instagram))|(?:like|join|find) us on|also follow)\b",
    ),
    rule(
        Furniture,
        120,
        r"(?:share (?:this|on)|read or share|print this|email this|show comments|join the (?:conversation|discussion))\b",
    ),
    rule(
        Furniture,
        60,
        r"(?:share|tweet|print|e-?mail|facebook|twitter|pinterest|whatsapp|reddit|linkedin|youtube|link copied|loading\W*|close|ad|advertisement|advertisement advertisement|photo|video|image|enlarge|play|replay|prev|next)\s*:?$",
    ),
    rule(
        Furniture,
        60,
        r"(?:slideshow|gallery) \(|(?:prev |next )?image \d+ of \d+|\[(?:pullquote|break|audio-clip|video|image)\]$",
    ),
    rule(Furniture, 80, r"advertisement\b.*(?:continue reading|story|scroll|watching)"),
    rule(Furniture, 80, r"(?:story |article )?continue[sd]?(?: reading)? below|story continues"),
    // Rights, origin, labels.
    rule(
        Furniture,
        700,
        r"\W*(?:copyright\s*(?:©|\(c\)|\d{4}|by\b)|©|\(c\) 20\d\d|all rights reserved|content created by)",
    ),
    // The whole notice, below the article.
    LineRule {
        verdict: Verdict::Is(Furniture),
        range: ParagraphRange::Late,
        max: 4000,
        pattern: r"\W*(?:(?:copyright\W{0,3}(?:\(c\)|©)?|©|\(c\))\W{0,3}\d{4}|all rights (?:are )?reserved|no part of (?:this|the) \w+ (?:may|can) be (?:reproduced|copied|published|reprinted|used|stored)|(?:this|the) (?:article|story|text|material|content|publication)s? (?:may|can|must) not be (?:published|broadcast|rewritten|redistributed|reproduced|copied|reprinted)|reproduction (?:in whole|without|or redistribution|of this)\b|(?:unauthori[sz]ed|any) (?:reproduction|republication|copying|redistribution)\b)",
    },
    rule(
        Furniture,
        320,
        r"(?:cross-posted (?:from|at)|originally published|this (?:story|article|post|column|piece) (?:was )?(?:first|originally) (?:appeared|published)|this (?:story|article) is more than \d+ |this article tagged under)",
    ),
    rule(Furniture, 40, r"(?:analysis(?:/opinion)?|opinion|commentary|exclusive)\s*:?$"),
    rule(Furniture, 60, r"\d+ (?:years?|months?|weeks?|days|hours) ago$"),
    rule(Furniture, 100, r"this is a rush transcript"),
    rule(
        Furniture,
        240,
        r"(?:by submitting|interested in .* add .* as an interest|feel free to (?:send|email)|let us know what you)",
    ),
    rule(Furniture, 320, r"\W*(?:write to|e-?mail|contact|reach|send|tips?|got a tip)\b.*\S@\S"),
    rule(Furniture, 320, r"[a-z][\w.-]*@"),
    rule(Furniture, 240, r"contact (?:the (?:author|writer|reporter)|us)\b"),
];

/// What such lines end with.
pub(super) const ENDS: &[LineRule] = &[
    rule(Caption, 900, r"\([^()]*\b(?:via ap|ap photo)\b[^()]*\)"),
    rule(Caption, 400, r"\[(?:photo\b[^\[\]]*|[\w .'’-]+/[\w .'’/-]+)\]"),
    rule(
        Caption,
        320,
        r"(?:/getty images|via getty images|/ ?ap\)?|\(ap\)|/reuters\)?|file photo\)?|\| ?(?-i:AP|Getty|Getty Images|Reuters|REUTERS|AFP)(?: Photos?)?)",
    ),
    rule(Caption, 320, r"\((?:[^()]*\b)?(?:photo|image|file|getty images|reuters|afp)\b[^()]{0,60}\)"),
    rule(
        Byline,
        300,
        r"\bcontributed(?: (?:reporting|research))?(?: (?:to|for|from) (?:this|the|that) (?:report|story|article|post|column|piece|analysis)\b(?:[^.]*|,? which was updated.*)| from [^.]*)?\.?",
    ),
    rule(Furniture, 240, r"(?-i: Read more|Read More)"),
    rule(
        Furniture,
        320,
        r"(?:all rights reserved|click here(?: now)?|sign up (?:here|now|today)|subscribe (?:here|now|today))\W*",
    ),
];

/// The words that end what a rule of [`ENDS`] takes, but for signs after them, brackets, and the rule on contributors.
pub(super) const LAST_WORDS: &[&str] =
    &["images", "ap", "reuters", "photo", "photos", "getty", "afp", "more", "reserved", "here", "now", "today"];

/// What such lines contain anywhere.
pub(super) const HOLDS: &[LineRule] = &[
    rule(
        Furniture,
        700,
        r"by signing up,? you|delivered (?:\w+ )?to your (?:inbox|e-?mail)|in your inbox every|email sign up",
    ),
    rule(Furniture, 320, r"(?-i:JUST WATCHED .* MUST WATCH)"),
    rule(AuthorBox, 700, r"(?-i:Follow) (?:him|her|them) on (?:twitter|facebook|instagram)"),
    rule(AuthorBox, 700, r"(?:opinions|views) expressed in this (?:commentary|article|column|piece|essay)"),
    rule(
        Caption,
        500,
        r"\| (?-i:[A-Z])[^|]{2,50}/getty images\b|\btoggle caption\b|photo credit:|\(ap photo/|\(photo(?: by|:| credit| courtesy)|hide caption",
    ),
];
