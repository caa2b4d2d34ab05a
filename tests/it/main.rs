//! Behaviour that users see, in one binary.
//!
//! | module | what it holds true |
//! |---|---|
//! | `layers` | a stage uses only stages declared before it |
//! | `lexicon` | the embedded lexicon is whole and does what its examples say |
//! | `lexicon_tools` | imports, frozen files, audits and comparisons of lexicons |
//! | `docs` | code map, figures, links and names of the book agree with the code |
//! | `docs_examples` | the examples of README and book run and print what is written there |
//! | `corpus` | every hit in the sample corpus, and the gold codes beside it |
//! | `cli` | the commands of the README and their exit codes |
//! | `columns` | the data dictionary, and the fields of the index, follow from the table of columns |
//! | `formats` | every format is read by content; cut and mutated files never panic |
//! | `broken_input` | bad input is named, refused and accounted for |
//! | `errors` | errors that no other test meets name what is wrong and what to do |
//! | `export` | tables for other programs, bundles without texts |
//! | `held` | tables, dates, encodings and exports as people hold them are read, or what is not is named |
//! | `fuzz` | hostile input of every kind, kept and changed at random, breaks no promise |
//! | `grow` | an audit grows, and is scored again, to the same bytes as one whole run |
//! | `identity` | a lexicon is identified by its hash, and nothing is claimed of it that was measured on another |
//! | `hostile` | input made to exhaust time or memory, and titles and tables that mislead |
//! | `merge` | audits of parts of a corpus, merged, are the audit of the whole |
//! | `shards` | audits of parts of a corpus, searched as one, answer what the audit of the whole answers |
//! | `metamorphic` | what a change of an article may and may not change |
//! | `figures` | intervals, weights, baselines and robustness name what they rest on |
//! | `gold` | weights are fitted repeatably; wrong codes are reported with their line |
//! | `gold_code` | a command that codes the articles of a plan |
//! | `gold_score` | plans, coding sheets, agreement of coders, corrected shares |
//! | `search` | queries, facets, pages, samples, exports and batches |
//! | `compat` | audits of every record version open in every command; the index is rebuilt from the record |
//! | `subset` | figures of the articles of a query; groups by decade and by queries of a file |
//! | `differences` | how far shares are apart between two queries, two groups, a group and all others |
//! | `draft` | a text that is in no audit, on the command line and as the server reads it |
//! | `copies` | stories that are printed again, in any order of the input |
//! | `health` | other languages, credits, copies in an audit; what a corpus lacks |
//! | `kwic` | concordance lines, contrasts and trends |
//! | `people` | whom passages on working life are about: column, search, groups, `explain` |
//! | `privacy` | logs quote no text and no query; no file is left outside of the folder that is written |
//! | `report` | the page says what the tables say and asks for nothing |
//! | `resume` | a killed run leaves nothing that looks whole, and can be gone on with |
//! | `voice` | who speaks: the table of quotations, its sums, tables, search |
//! | `verify` | every changed byte of an audit or a bundle is reported; a bundle holds no words of a text |
//! | `work` | pay, schedules and reasons for leaving work, from the article to the table |
//! | `variables` | columns that the user brings: kinds, queries, groups, joined tables |
//! | `variants` | every variant of an error of the library is met by a test |
//! | `words` | a type name means one thing |
//! | `upkeep` | deletion, saved queries, defaults from a file, a full disk, the account of broken input |
//! | `serve` | pages and answers of the web server, held against the command line |
//! | `serve_access` | attacks on it: markup, paths, sizes, slow clients, roles by every route |
//! | `serve_doors` | all requests of a token together: text seen, wrong tokens, proxies, connections |
//! | `serve_coding` | sheets to code are blind; codes are kept at once and read by `gold score` |
//! | `serve_coding_disk` | two windows, a file changed by hand or a killed server lose no code |
//! | `serve_coding_access` | attacks on coding: roles, names, other sites, markup, paths |
//! | `serve_article` | the margin of an article and a draft, and where it leads |
//! | `serve_search` | its search: saved queries, copies folded, words for what is not found |
//! | `serve_words` | words around hits and words of articles, lists by probability, people and their doubts |
//! | `serve_judge` | what readers find wrong is kept beside the coded sample and counted apart |
//! | `serve_variables` | variables of the user's as facets, filters and groups of pages and API |
//! | `serve_compare` | outlets, groups and searches on one chart, their differences in words |
//! | `serve_figures` | figures of the API are those of the commands |
//! | `serve_front` | what a first visit shows; searches that are corrected |
//! | `serve_dashboard` | its figures are those of the report; long work is shown and can be cancelled |
//! | `support` | no tests: the program and its output, audits to ask, codes, pages, a server and a client |
//! | `laws` | one thread = many; spans slice the text; two runs give the same bytes |

mod broken_input;
mod cli;
mod columns;
mod compat;
mod copies;
mod corpus;
mod differences;
mod docs;
#[cfg(unix)]
mod docs_examples;
mod draft;
#[cfg(unix)]
mod errors;
mod export;
mod figures;
#[cfg(unix)]
mod fuzz;
mod formats;
mod gold;
mod health;
mod grow;
mod hostile;
mod identity;
#[cfg(unix)]
mod gold_code;
mod gold_score;
mod held;
mod kwic;
mod laws;
mod layers;
mod lexicon;
mod lexicon_tools;
mod merge;
mod metamorphic;
mod people;
#[cfg(all(unix, feature = "serve"))]
mod privacy;
mod report;
mod resume;
mod search;
mod shards;
#[cfg(feature = "serve")]
mod serve;
#[cfg(feature = "serve")]
mod serve_access;
#[cfg(feature = "serve")]
mod serve_doors;
#[cfg(feature = "serve")]
mod serve_coding;
#[cfg(feature = "serve")]
mod serve_compare;
#[cfg(feature = "serve")]
mod serve_front;
#[cfg(feature = "serve")]
mod serve_coding_access;
#[cfg(feature = "serve")]
mod serve_coding_disk;
#[cfg(feature = "serve")]
mod serve_figures;
#[cfg(feature = "serve")]
mod serve_article;
#[cfg(feature = "serve")]
mod serve_judge;
#[cfg(feature = "serve")]
mod serve_search;
#[cfg(feature = "serve")]
mod serve_variables;
#[cfg(feature = "serve")]
mod serve_words;
#[cfg(feature = "serve")]
mod serve_dashboard;
#[cfg(feature = "serve")]
mod subset;
mod support;
mod verify;
mod voice;
mod words;
mod work;
mod upkeep;
mod variables;
mod variants;
