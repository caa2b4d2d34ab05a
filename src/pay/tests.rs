mod rules;

use std::sync::Arc;

use crate::lexicon::Lexicon;
use crate::matcher::Matcher;
use crate::pay::{Band, Pay, find};
use crate::tokenize::words;

/// Pay in a sentence of an article of 2018, without occupations.
fn pay_in(text: &str) -> Vec<Pay> {
    let tokens = words(text).tokens;
    LEXICON.with(|lexicon| find(lexicon, text, &tokens, &[], Some(2018)))
}

thread_local! {
    static LEXICON: Arc<Lexicon> = Lexicon::embedded();
}

/// As `USD 11-13.5/hour`, with `~` for a period that is not said and the kind where it is no amount.
fn print(pay: &Pay) -> String {
    let high = pay.high.map_or_else(String::new, |high| format!("-{high}"));
    let sure = if pay.period_stated { "" } else { "~" };
    let kind = if pay.kind.name() == "amount" { String::new() } else { format!(" {}", pay.kind.name()) };
    format!("{} {}{high}/{sure}{}{kind}", pay.currency.code(), pay.low, pay.period.name())
}

#[test]
fn phrases_of_pay_are_read() {
    check_all(PAY);
    check_all(SPELLINGS);
}

#[test]
fn other_money_is_no_pay() {
    let wrong: Vec<String> = TRAPS
        .iter()
        .chain(STEPS)
        .filter_map(|text| {
            let found = pay_in(text).iter().map(print).collect::<Vec<_>>().join(", ");
            (!found.is_empty()).then(|| format!("{text}\n    {found}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_table_holds_enough_phrases() {
    assert!(PAY.len() + TRAPS.len() >= 120 && TRAPS.len() >= 60, "{} and {}", PAY.len(), TRAPS.len());
}

#[test]
fn pay_is_placed_among_the_wages_of_its_year() {
    let pay = pay_in("He earns $38,640 a year.");
    // By hand: 38,640 / 2,080 = 18.577; the median of May 2018 is 18.58.
    let placed = pay[0].placed(2018).expect("dollars of a known year");
    assert!((pay[0].hourly() - 18.577).abs() < 0.001);
    assert!((placed.percentile - 50.0).abs() < 0.02, "{}", placed.percentile);
    assert_eq!((placed.year_of_figures, Band::of(placed.percentile)), (2018, Band::Middle));
    // By hand: 18.577 * 313.689 / 251.107 = 23.207 dollars of 2024.
    assert!((placed.real_hourly - 23.207).abs() < 0.001, "{}", placed.real_hourly);
}

#[test]
fn pay_of_a_year_without_figures_is_deflated_and_says_so() {
    let placed = pay_in("She makes $7.25 an hour.")[0].placed(2012).expect("dollars of a known year");
    // By hand: 7.25 * 251.107 / 229.594 = 7.929 dollars of 2018; 10 * 7.929 / 9.95 = 7.97.
    assert_eq!(placed.year_of_figures, 2018);
    assert!((placed.percentile - 7.97).abs() < 0.01, "{}", placed.percentile);
}

#[test]
fn other_currencies_have_no_place() {
    assert_eq!(pay_in("He is paid £9 an hour.")[0].placed(2018), None);
}

#[test]
fn an_amount_is_beside_its_earner() {
    const CASHIER: Option<&str> = Some("41-2011");
    const SURGEON: Option<&str> = Some("29-1249");
    const JANITOR: Option<&str> = Some("37-2011");
    let lexicon = Lexicon::embedded();
    let matcher = Matcher::new(&lexicon);
    for (text, earner) in [
        ("The surgeon drove past the cashier who earns $9 an hour.", CASHIER),
        ("They pay $9 an hour to a cashier.", CASHIER),
        ("She earns $900,000 a year and pays a cashier.", None),
        ("She earns $900,000 a year, more than any cashier.", None),
        ("The cashier came home. She earns $9 an hour.", CASHIER),
        ("The cashier met a janitor. She earns $9 an hour.", None),
        ("The cashier came home. The store pays $9 an hour.", None),
        // The subject of the verb of earning, whoever is named beside the amount.
        ("The surgeon, who employs two cleaners, earns $600,000 a year.", SURGEON),
        ("The surgeon who employs two janitors earns $600,000 a year.", SURGEON),
        ("A surgeon who hires a cashier and a janitor earns $600,000 a year.", SURGEON),
        ("The surgeon, a former cashier, earns $600,000 a year.", SURGEON),
        // A surgeon without a word of work is no hit: nobody is better than the cleaners.
        ("The surgeon, who employs two cleaners, makes $600,000 a year.", None),
        ("A surgeon with a janitor on call earns $600,000 a year, a cashier says.", SURGEON),
        ("Janitors who work for lawyers earn $15 an hour.", JANITOR),
        ("Janitors working for lawyers are paid $15 an hour.", JANITOR),
        ("Janitors hired by rich lawyers take home $400 a week.", JANITOR),
        ("A janitor employed by the surgeon receives wages of $15 an hour.", JANITOR),
        ("The janitor, whose sister is a surgeon, gets $15 an hour.", JANITOR),
        ("Cashiers earn $9 an hour, janitors $11 an hour.", CASHIER),
        ("A cashier makes $9 an hour; lawyers make $300 an hour.", CASHIER),
        // As before: the one right before "who", in a new clause, after "as", and where there is no other.
        ("A lawyer for cashiers who earn $9 an hour spoke.", CASHIER),
        ("The lawyer says that while he spoke the cashier made $9 an hour.", CASHIER),
        ("A lawyer who said a cashier makes $9 an hour left.", CASHIER),
        ("The former surgeon makes $9 an hour as a cashier.", CASHIER),
        ("Most of the cashiers earn $9 an hour.", CASHIER),
        ("While cashiers were earning $9 an hour, a surgeon got a salary of $600,000.", CASHIER),
        ("The upshot is that it is hard for cashiers to make $9 an hour.", CASHIER),
        ("Ann Poe, who now works as a cashier at a store earning $9 an hour, left.", CASHIER),
        ("Under the plan, which goes to the mayor, a cashier in her fifth year earns $9 an hour.", CASHIER),
        ("The surgeon, who employs a cashier, a cook and two janitors, earns $600,000 a year.", SURGEON),
        ("Rosa, a cashier, earns $9 an hour.", CASHIER),
        ("Surgeons, janitors and cashiers earn $9 an hour.", CASHIER),
        ("Lawyers left the town long ago; $9 an hour is what a cashier makes.", CASHIER),
    ] {
        let tokens = words(text).tokens;
        let hits = matcher.find(text, &tokens);
        let pay = find(&lexicon, text, &tokens, &hits, None);
        assert_eq!(pay[0].occupation.as_deref(), earner, "{text}");
    }
}

#[test]
fn spans_slice_the_words() {
    let text = "Päy: she makes “$15-an-hour” now, £9 an hour then.";
    let words: Vec<_> = pay_in(text).iter().map(|pay| pay.span.slice(text).expect("a span slices")).collect();
    assert_eq!(words, ["$15-an-hour", "£9 an hour"]);
}

#[test]
fn a_paragraph_without_an_end_is_read() {
    for (line, n) in [("$11 to $12 an hour ", 13_797), ("7 ", 0), ("from $1 to ", 0), ("خمسة $9 ", 0), ("9-", 0)] {
        assert_eq!(pay_in(&line.repeat((1 << 18) / line.len())).len(), n, "{line}");
    }
}

#[test]
fn a_minimum_wage_job_needs_a_year() {
    let text = "He took a minimum-wage job.";
    let tokens = words(text).tokens;
    assert!(LEXICON.with(|lexicon| find(lexicon, text, &tokens, &[], None)).is_empty());
}

/// Sentences with pay, and what is read.
const PAY: &[(&str, &str)] = &[
    ("Packers earn one thousand, two hundred dollars a month.", "USD 1200/month"),
    ("He earned one million, five hundred thousand dollars a year.", ""),
    ("They earn two hundred, fifty dollars a week.", ""),
    ("She earns her thousand dollars a month.", "USD 1000/month"),
    ("A pay rise to £12 an hour starts in May.", "GBP 12/hour"),
    ("A pay rise of £2 to £13 an hour starts in May.", "GBP 13/hour"),
    ("The raise of about 90 cents to $14.50 an hour is due.", "USD 14.5/hour"),
    ("An increase of $1 an hour to $16 an hour is due.", "USD 16/hour"),
    ("Wages of $9 an hour rise in May.", "USD 9/hour"),
    ("The cut in hours left pay of £9 an hour.", "GBP 9/hour"),
    ("A rise in pay to £12 an hour starts in May.", "GBP 12/hour"),
    ("A rise in the minimum wage of $7.25 to $9 is due.", "USD 7.25/~hour, USD 9/~hour"),
    ("The rise in pay of cooks: they get £12 an hour.", "GBP 12/hour"),
    ("The store starts cashiers at $11 an hour.", "USD 11/hour"),
    ("Pay runs from $11-$13.50/hr on the night crew.", "USD 11-13.5/hour"),
    ("Packers get $11 to $13 an hour.", "USD 11-13/hour"),
    ("Clerks make between $11 and $13 an hour.", "USD 11-13/hour"),
    ("A $15-an-hour floor would lift them.", "USD 15/hour"),
    ("She is paid 15 dollars an hour.", "USD 15/hour"),
    ("He got fifteen dollars an hour and a uniform.", "USD 15/hour"),
    ("Eight bucks an hour is what the car wash offers.", "USD 8/hour"),
    ("Inmates earn 23 cents an hour.", "USD 0.23/hour"),
    ("Inmates earn 23 cents to $1.15 an hour.", "USD 0.23-1.15/hour"),
    ("Servers work for $2.13 an hour plus tips.", "USD 2.13/hour"),
    ("A tipped server may be paid $2.13.", "USD 2.13/~hour"),
    ("The base rate is $17.50 per hour.", "USD 17.5/hour"),
    ("Union carpenters earn $38/hour.", "USD 38/hour"),
    ("They want $15 or more an hour.", "USD 15/hour"),
    ("The hourly wage of $9.50 has not moved.", "USD 9.5/hour"),
    ("An average hourly wage of about $12.40 is paid there.", "USD 12.4/hour"),
    ("The hourly rate rose to $14.", "USD 14/hour"),
    ("Guards are paid an hourly wage of $10.25 at night.", "USD 10.25/hour"),
    ("The council set a $15 minimum wage.", "USD 15/~hour"),
    ("Seattle's $15 federal minimum wage plan passed.", "USD 15/~hour"),
    ("They raised the minimum wage to $10.10.", "USD 10.1/~hour"),
    ("They raised the minimum wage from $7.25 to $10.10.", "USD 7.25/~hour, USD 10.1/~hour"),
    ("They raised the minimum wage from $7.25 to $15 an hour.", "USD 7.25/hour, USD 15/hour"),
    ("The minimum wage is $7.25.", "USD 7.25/~hour"),
    ("It raised starting pay to $17 an hour from $15.", "USD 17/hour, USD 15/~hour"),
    ("They are paid an average of $12.40, about $5 above the federal minimum wage.", "USD 12.4/~hour"),
    ("A living wage of $21 would do.", "USD 21/~hour"),
    ("Hourly earnings rose 4 cents to $27.70.", "USD 27.7/hour"),
    ("He is paid £9 an hour.", "GBP 9/hour"),
    ("The living wage in London is £10.55 per hour.", "GBP 10.55/hour"),
    ("Pickers in Spain earn €6 an hour.", "EUR 6/hour"),
    ("Nannies in Toronto make C$16 an hour.", "CAD 16/hour"),
    ("Barmen in Perth earn A$25 an hour.", "AUD 25/hour"),
    ("Cleaners in Auckland make NZ$20 an hour.", "NZD 20/hour"),
    ("She earns US$14 an hour.", "USD 14/hour"),
    ("He earns 9 pounds an hour.", "GBP 9/hour"),
    ("He takes home tips of $60 a night.", "USD 60/shift"),
    ("Bartenders clear $120 a shift in tips.", "USD 120/shift"),
    ("A day labourer earns $80 a day.", "USD 80/day"),
    ("He worked for $40 a day in the orchards.", "USD 40/day"),
    ("She earns $600 a week at the plant.", "USD 600/week"),
    ("Aides are paid $450 weekly.", "USD 450/week"),
    ("Her weekly wage of $312 goes on rent.", "USD 312/week"),
    ("The interns earn $1,200 a month.", "USD 1200/month"),
    ("He makes about $2,400 a month driving.", "USD 2400/month"),
    ("The campaign pays organizers $3,000 a month.", "USD 3000/month"),
    ("The campaign pays staffers $3,000 a month.", "USD 3000/month"),
    ("The plant pays an average wage of fifty-four thousand dollars a year.", "USD 54000/year"),
    ("Those earning $113,700 will lose $189.50 a month.", "USD 113700/~year bracket"),
    ("The median salary was about $49,000, according to weekly earnings data.", "USD 49000/~year"),
    ("Raise the mandated minimum wage of $7.25 to $10.10.", "USD 7.25/~hour, USD 10.1/~hour"),
    ("Teachers earn $48,000 a year.", "USD 48000/year"),
    ("Nurses there make $70,000 to $80,000 a year.", "USD 70000-80000/year"),
    ("It is a $50,000-a-year job.", "USD 50000/year"),
    ("He took a job that pays $52,000 a year.", "USD 52000/year"),
    ("Her annual salary of $52,000 was frozen.", "USD 52000/year"),
    ("She was offered a $52,000 annual salary.", "USD 52000/year"),
    ("They ask for a $15 minimum hourly wage.", "USD 15/hour"),
    ("A salary of $52,000 is not much there.", "USD 52000/~year"),
    ("The $174,000 salary of a member has not moved.", "USD 174000/~year"),
    ("Starting salaries are $35,000 or so.", "USD 35000/~year"),
    ("She is paid a salary of $61K.", "USD 61000/~year"),
    ("She earns 50K a year.", "USD 50000/year"),
    ("She earns $50K a year.", "USD 50000/year"),
    ("The welder earned $53,000 last year.", "USD 53000/year"),
    ("The welder made $53,000 in 2014.", "USD 53000/year"),
    ("Electricians earn $60,000 and up.", "USD 60000/~year"),
    ("While he makes $9, the rent goes up by the hour.", "USD 9/~hour"),
    ("The coach has a salary of $2.5 million.", "USD 2500000/~year"),
    ("The chief executive draws a $20 million salary.", "USD 20000000/~year"),
    ("Salaries of $40,000-$60,000 a year are common.", "USD 40000-60000/year"),
    ("She left a six-figure salary behind.", "USD 100000/~year figures"),
    ("He makes six figures at the bank.", "USD 100000/~year figures"),
    ("He earns in the low six figures.", "USD 100000/~year figures"),
    ("She quit a seven-figure job.", "USD 1000000/~year figures"),
    ("He works a minimum-wage job at the mall.", "USD 7.25/hour minimum_wage"),
    ("Minimum-wage workers cannot pay it.", "USD 7.25/hour minimum_wage"),
    ("She earns the minimum wage.", "USD 7.25/hour minimum_wage"),
    ("People earning more than $250,000 would pay.", "USD 250000/~year bracket"),
    ("Those making less than $30,000 a year voted for her.", "USD 30000/year bracket"),
];

/// Sentences with money that is no pay.
const TRAPS: &[&str] = &[
    "He earns forty-odd thousand dollars a year.",
    "He earns thirty-something thousand dollars a year.",
    "A packer makes a few thousand dollars a year.",
    "A packer makes several hundred dollars a week.",
    "She is paid half a thousand dollars a month.",
    "She earns two point five thousand dollars a month.",
    "The budget is $48,000 a year.",
    "The program costs $11 a day.",
    "Parking costs $11 an hour.",
    "The lot charges $4 an hour.",
    "Her lawyer charges $400 an hour.",
    "The firm billed $650 an hour.",
    "A court rents for $30 an hour.",
    "Power sells at $50 a megawatt hour.",
    "The fire burns $2 million an hour.",
    "The fund was creating $600 million an hour.",
    "He was fined $500 a day.",
    "A fine of $11,000 was paid.",
    "She paid a $500 fine.",
    "Rent is $1,200 a month.",
    "They pay $1,200 a month in rent.",
    "He pays $900 a month for a room.",
    "The couple paid $50 a night for the motel.",
    "Tuition is $52,000 a year.",
    "Parents pay $12,000 a year in tuition.",
    "The fee is $35 a month.",
    "Day care costs $1,100 a month.",
    "Premiums rose to $300 a month.",
    "Insurance runs $400 a month.",
    "He donated $50,000 to the campaign.",
    "She gave $2,700 to the campaign.",
    "The contract is worth $5 million a year.",
    "Revenue grew to $80,000 a month.",
    "The company makes $9 billion a year.",
    "Apple earns $50 billion a year.",
    "The firm earned $3 million in the quarter.",
    "The shop made $200,000 in profit last year.",
    "Taxes will rise by $1,500 a year.",
    "Families would save $2,000 a year.",
    "The tax credit is $1,000 a year.",
    "The unemployed get $600 a week.",
    "Unemployment pays $400 a week.",
    "The extra $600 a week ran out in July.",
    "Food stamps come to $194 a month.",
    "Her disability benefit is $780 a month.",
    "Social Security pays him $1,100 a month.",
    "The pension averages $19,000 a year.",
    "The median household income is $52,000 a year.",
    "Families earning $75,000 a year would pay more.",
    "Couples making more than $450,000 would pay more.",
    "A family of four earning $94,000 a year gets no help.",
    "He and his wife made $370,000 in 2017.",
    "Workers got a raise of $1 an hour.",
    "Union members won $2 more an hour.",
    "Wages went up by $1.50 an hour.",
    "A $1-an-hour raise is due in May.",
    "Its workers make $5 an hour less.",
    "An additional $3 an hour was offered.",
    "The signing bonus is $3,000 a year.",
    "The minimum wage rose by $1.",
    "Washington's floor was three dollars higher than Idaho's.",
    "The salary cap is $109 million.",
    "The payroll is $4 million a year.",
    "Salaries cost the city $12 million a year.",
    "He made a $13,000 monthly payment.",
    "She made $100,000 donations to both parties.",
    "He was paid $500,000 for a speech.",
    "She makes as much as $200,000 per speech.",
    "Gas is $3 a gallon.",
    "Oil fell to $40 a barrel.",
    "Stocks rose to $40 a year ago.",
    "It was $9 an hour ago that they left.",
    "The bail was $50,000.",
    "The house sold for $250,000.",
    "Live on $2 a day, the report says of the poor.",
    "The group launched a six-figure ad buy.",
    "She carries six figures of debt.",
    "A five-figure fine was paid.",
    "Congress debated the minimum wage.",
    "The minimum wage law passed.",
    "A raise in the minimum wage is on the ballot.",
    "Cuts of $716 billion over ten years were made.",
    "The app costs $5 a week.",
    "A scholarship pays $10,000 a year.",
    "The settlement pays her $4,000 a month.",
    "He sent $300 a month to his mother.",
    "Ad spending hit $2 million a week.",
    "He applied for unemployment, which paid $12 an hour.",
    "The plan gives families a $500 monthly stipend.",
    "Players get an annual child care stipend of $5,000.",
    "Hourly earnings rose six cents, or 0.2%, in May.",
    "They would pay up to $1,000 a year more in taxes.",
    "The wage rose by as much as $1, they say.",
    "One California firm is paid at least $800,000 a year.",
    "Half of the retired earn less than $193 a month.",
    "Women players get a base salary of $3,600 per game.",
    "Who buys tours at $315/hour?",
    "Refunds go to households, most of which earn at least $100,000 a year.",
    "They will boost their pay $2 an hour through April.",
    "He could not make the $600 monthly payments.",
    "They reward executives with eight-figure bonuses, and pay for it with cuts.",
    "HK$50 an hour will not do.",
    "The employer pays $3 an hour into the pension fund.",
    "Employers pay $4 an hour toward health insurance, they say.",
    "The contractor pays $2 an hour to the union pension.",
    "Of it $3 an hour goes into a training fund.",
    "A tax of $2 an hour falls on firms.",
    "Firms pay a levy of about $1 an hour.",
    "A $2-an-hour tax on firms is due.",
    "The tax on workers is $2 an hour.",
    "The rent is $15 an hour of work.",
    "The rent in Leeds is £4 an hour of work.",
    "The firm pays $50,000 to $60,000 a year in taxes.",
    "The firm pays $50,000 a year.",
    "The firm pays $3,000 to $4,000 a month for the office.",
    "The tenant pays $1,200-1,400 a month.",
    "He pays $900 to $1,000 a month.",
    "The museum gets $50,000 to $60,000 a year.",
    "Rent: $1,200 to $1,400 a month.",
    "The pack weighs nine and a half pounds.",
    "It took thirty dollars and a half hour.",
    "The salary cap: $109 million.",
    "Cost: $35,000 to $40,000 a year.",
];

/// Sentences with pay in the spellings of several countries, and what is read.
const SPELLINGS: &[(&str, &str)] = &[
    ("She makes 75¢ an hour.", "USD 0.75/hour"),
    ("She makes 75 ¢ an hour.", "USD 0.75/hour"),
    ("Cooks earn anywhere from $9.50 up to $12 an hour.", "USD 9.5-12/hour"),
    ("He earns fifty grand a year.", "USD 50000/year"),
    ("Welders who lost $25-an-hour jobs moved away.", "USD 25/hour"),
    // Numbers in words.
    ("Roofers get ninety-nine dollars an hour.", "USD 99/hour"),
    ("He got seventeen dollars an hour.", "USD 17/hour"),
    ("He earned nineteen dollars an hour on the docks.", "USD 19/hour"),
    ("She earns three hundred and ten dollars a week.", "USD 310/week"),
    ("Trainees earn a hundred dollars a day.", "USD 100/day"),
    ("She earns twelve hundred dollars a month.", "USD 1200/month"),
    ("He makes sixty-two thousand five hundred dollars a year.", "USD 62500/year"),
    ("They are paid one hundred eighty euros a week.", "EUR 180/week"),
    ("Pay is between twenty and twenty-five dollars an hour.", "USD 20-25/hour"),
    ("Pay is ten-fifteen dollars an hour.", "USD 10-15/hour"),
    ("Packers earn eighty cents an hour there.", "USD 0.8/hour"),
    // Dollars and cents.
    ("Cooks earn nine dollars and fifty cents an hour.", "USD 9.5/hour"),
    ("Cooks earn $9 and 50 cents an hour.", "USD 9.5/hour"),
    ("The wage is 8 dollars 25 cents an hour.", "USD 8.25/hour"),
    ("Barmaids earn nine pounds and 20 pence an hour.", "GBP 9.2/hour"),
    ("Barmaids earn nine pounds 20 an hour.", "GBP 9.2/hour"),
    ("Waiters get 11 euros and 5 cents an hour.", "EUR 11.05/hour"),
    ("Children get 50p an hour.", "GBP 0.5/hour"),
    // Decimal commas, points and blanks between thousands.
    ("Porters earn 9,35 euros an hour.", "EUR 9.35/hour"),
    ("Porters earn 9,35€ an hour.", "EUR 9.35/hour"),
    ("A driver earns €1.850,50 a month.", "EUR 1850.5/month"),
    ("A driver earns 31.000 euros a year.", "EUR 31000/year"),
    ("A driver earns €31 000 a year.", "EUR 31000/year"),
    ("A driver earns €1.250.000 a year.", "EUR 1250000/year"),
    ("A driver earns €2.50 an hour.", "EUR 2.5/hour"),
    ("A driver earns €31,000 a year.", "EUR 31000/year"),
    ("A clerk earns $2.135 an hour.", "USD 2.135/hour"),
    // Ranges that share thousands, sign or both.
    ("She earns $40-45,000 a year.", "USD 40000-45000/year"),
    ("She earns $40 to $45,000 a year.", "USD 40000-45000/year"),
    ("Salaries run from €30 to 35,000 a year.", "EUR 30000-35000/year"),
    ("Aides earn between thirty and thirty-five thousand dollars a year.", "USD 30000-35000/year"),
    ("She earns between $40,000 and 45,000 a year.", "USD 40000-45000/year"),
    ("Aides earn $14 or 15 an hour.", "USD 14-15/hour"),
    ("Aides earn 14 to $15 an hour.", "USD 14-15/hour"),
    ("Aides earn £9 to 9.50 per hour.", "GBP 9-9.5/hour"),
    ("Aides earn 12-14€ an hour.", "EUR 12-14/hour"),
    ("Aides earn $500 to $1,000 a week.", "USD 500-1000/week"),
    ("She earns $900 to $1,100 a month.", "USD 900-1100/month"),
    // Signs, codes and periods.
    ("Clerks earn 15 USD per hour.", "USD 15/hour"),
    ("Clerks earn EUR 13.20 an hour.", "EUR 13.2/hour"),
    ("Clerks earn AUD25 an hour.", "AUD 25/hour"),
    ("Clerks earn 15USD/h.", "USD 15/hour"),
    ("Clerks earn 12 € an hour.", "EUR 12/hour"),
    ("Clerks earn 12€/h.", "EUR 12/hour"),
    ("Clerks earn 15$ an hour.", "USD 15/hour"),
    ("Clerks earn € 12 an hour.", "EUR 12/hour"),
    ("Clerks earn C$ 17 an hour.", "CAD 17/hour"),
    ("Clerks earn 17 Canadian dollars an hour.", "CAD 17/hour"),
    ("Clerks earn 1,000 yen an hour.", "JPY 1000/hour"),
    ("Clerks earn £9.50 p/h in the shop.", "GBP 9.5/hour"),
    ("Clerks earn £9.50ph in the shop.", "GBP 9.5/hour"),
    ("Clerks earn £21,000 pa in the shop.", "GBP 21000/year"),
    ("Clerks earn £700 a fortnight.", "GBP 700/fortnight"),
    ("Clerks earn $1,100 every two weeks.", "USD 1100/fortnight"),
    ("Clerks earn $1,100 every other week.", "USD 1100/fortnight"),
    ("Clerks are paid $1,100 biweekly.", "USD 1100/fortnight"),
    // Levels beside a raise.
    ("After the raise in May, her pay is $15 an hour.", "USD 15/hour"),
    ("The raise to $15 an hour came in May.", "USD 15/hour"),
    ("With the bonus she makes $19 an hour.", "USD 19/hour"),
    ("They make $9 an hour, less than the cooks.", "USD 9/hour"),
    ("The gap is wide: she makes $9 an hour.", "USD 9/hour"),
    // Ranges that name the currency once, with points or blanks between thousands.
    ("Nurses earn €30.000 to 35.000 a year.", "EUR 30000-35000/year"),
    ("Nurses earn €30.000-35.000 a year.", "EUR 30000-35000/year"),
    ("Nurses earn between €30.000 and 35.000 a year.", "EUR 30000-35000/year"),
    ("Nurses earn 30.000-35.000 euros a year.", "EUR 30000-35000/year"),
    ("Nurses earn EUR 30.000 to 35.000 a year.", "EUR 30000-35000/year"),
    ("A porter earns €1.800-2.200 a month.", "EUR 1800-2200/month"),
    ("A porter earns €1 800 to 2 200 a month.", "EUR 1800-2200/month"),
    ("A porter earns 1 800 to 2 200 € a month.", "EUR 1800-2200/month"),
    ("A porter earns 2 450 € a month.", "EUR 2450/month"),
    ("A porter earns 2 450 euros a month.", "EUR 2450/month"),
    ("A porter earns 12 450 EUR a year.", "EUR 12450/year"),
    ("For a start, 2 450 € a month in wages is paid.", "EUR 2450/month"),
    ("They cut his pay from €35.000 to 30.000 a year.", "EUR 35000/year, EUR 30000/year"),
    ("A porter earns €30-35.000 a year.", "EUR 30000-35000/year"),
    ("A porter earns €30.000–€35.000 a year.", "EUR 30000-35000/year"),
    ("A porter earns €28 to €32.000 a year.", "EUR 28000-32000/year"),
    ("A porter earns €2.200 to €2.500 a month.", "EUR 2200-2500/month"),
    ("A porter earns £18-20,000 a year.", "GBP 18000-20000/year"),
    ("A porter earns €9.50 to 10.25 an hour.", "EUR 9.5-10.25/hour"),
    ("A porter earns $2.135-2.500 an hour.", "USD 2.135-2.5/hour"),
    // Halves, and cents after "and".
    ("Cooks earn nine dollars and a half an hour.", "USD 9.5/hour"),
    ("Cooks earn nine and a half dollars an hour.", "USD 9.5/hour"),
    ("Cooks earn nine to nine and a half dollars an hour.", "USD 9-9.5/hour"),
    ("Cooks earn 11 pounds and a half per hour.", "GBP 11.5/hour"),
    ("Cooks earn twelve dollars and fifty an hour.", "USD 12.5/hour"),
    ("Cooks earn nine pounds and 20 an hour.", "GBP 9.2/hour"),
    ("Cooks earn between twelve dollars and fifteen an hour.", "USD 12-15/hour"),
    // Heads before a sum, and those who pay or get a range.
    ("Starting salary: $35K to $40K a year.", "USD 35000-40000/year"),
    ("Starting salary: $35,000 to $40,000 a year.", "USD 35000-40000/year"),
    ("Salary range: £21,000 to £23,000 a year.", "GBP 21000-23000/year"),
    ("The firm pays between $50,000 and $60,000 a year, she said.", "USD 50000-60000/year"),
    ("Pay: €1.800-2.200 a month.", "EUR 1800-2200/month"),
    ("Salary: $52,000.", "USD 52000/~year"),
    ("Wages: $500 a week.", "USD 500/week"),
    ("The firm pays $50k-60k a year.", "USD 50000-60000/year"),
    ("The firm pays $50,000-60,000 a year.", "USD 50000-60000/year"),
    ("The hospital pays $4,000 to $5,000 a month to nurses.", "USD 4000-5000/month"),
    ("The mill now pays about $700 to $800 a week.", "USD 700-800/week"),
    ("She gets $50k-60k a year.", "USD 50000-60000/year"),
    ("A welder gets $900 to $1,000 a week.", "USD 900-1000/week"),
    ("Teachers get $48,000 to $50,000 a year.", "USD 48000-50000/year"),
    // Pay beside a tax, a rent or a fund.
    ("The firm pays $15 an hour.", "USD 15/hour"),
    ("She pays $9 an hour to the sitter.", "USD 9/hour"),
    ("Pay after tax is $9 an hour.", "USD 9/hour"),
    ("Pay at the current rent is $9 an hour.", "USD 9/hour"),
    ("The rate for tax clerks is $19 an hour.", "USD 19/hour"),
    ("She makes $15 an hour, taxes and all.", "USD 15/hour"),
    ("It pays $15 an hour tax free.", "USD 15/hour"),
    ("It pays $15 an hour to pension clerks.", "USD 15/hour"),
    ("She works for £12 an hour for the trust.", "GBP 12/hour"),
    ("She is paid $30 an hour to run the fund.", "USD 30/hour"),
    ("They make $15 an hour with insurance.", "USD 15/hour"),
];

/// Raises, gaps, bonuses and premiums.
const STEPS: &[&str] = &[
    "A rise in pay of £2.",
    "A rise in pay of £2 an hour was agreed.",
    "The cut in their hourly wages of 50 cents hurts.",
    "The drop in wages of $2 an hour hurts.",
    "They want an increase in the base rate of $3 an hour.",
    "They got a boost to their wages of about $1 an hour.",
    "A rise in the minimum wage of $1 is due.",
    "Porters won a $3-an-hour rise.",
    "Porters won a $1.75-an-hour raise.",
    "Porters won a £3 an hour rise.",
    "The $2-per-hour supplement ends in May.",
    "They ask for $2-an-hour increases.",
    "Raises of $1 to $8 an hour are due.",
    "A raise of $1 to $2 an hour is due.",
    "Packers won a pay rise of £2 an hour.",
    "They hope for a rise of 50p an hour.",
    "The pay cut cost packers $3 an hour.",
    "The new shifts cost most of the workers about $3 an hour.",
    "The fee costs them $2 an hour.",
    "Workers lost $4 an hour.",
    "Cooks gained about $2 an hour under the deal.",
    "The top-up is worth 90 cents an hour.",
    "The uplift of £1 an hour starts in May.",
    "An allowance of $2 an hour is paid for tools.",
    "The raise came to 40 cents an hour.",
    "The raise was only $1 an hour.",
    "The raises averaged 55 cents an hour.",
    "The increase in pay is $1.50 an hour.",
    "A raise worth $2 an hour was agreed.",
    "The gap between cooks and servers is $4 an hour.",
    "The difference is $5 an hour.",
    "Night workers get a premium of $2 an hour.",
    "The bonus for night shifts is $2 an hour.",
    "The raise for janitors was 35 cents an hour.",
    "A shift differential of $1.50 an hour is paid.",
    "Hazard pay of $2 an hour ended in May.",
    "They get $2 an hour in hazard pay.",
    "They get $2 an hour on top of that.",
    "A $2-an-hour pay raise is due.",
    "The contract adds $2 an hour.",
    "Union cooks make $3 an hour higher than others.",
    "The raise: 35 cents an hour.",
    "The bonus comes to $2,000 a year.",
];

#[track_caller]
fn check_pay(text: &str, expected: &str) {
    let found = pay_in(text).iter().map(print).collect::<Vec<_>>().join(", ");
    assert_eq!(found, expected, "{text}");
}

#[test]
fn steps_that_go_on_are_no_pay() {
    check_pay("The deal adds 70 cents an hour this year and 45 cents an hour next.", "");
    check_pay("The deal adds 70 cents an hour in 2014 and 45 cents an hour in 2015.", "");
    check_pay("It adds $1 an hour now, then another $1.25 an hour.", "");
    check_pay("The deal adds 70 cents an hour this year and $15 an hour next.", "USD 15/hour");
    check_pay("The deal adds $5 an hour this year; porters earn $12 an hour.", "USD 12/hour");
    check_pay("Porters get $14 an hour this year and $15 an hour next.", "USD 14/hour, USD 15/hour");
}

#[test]
fn contracts_of_athletes_are_no_pay_and_other_pay_in_sport_is() {
    for text in [
        "The goalie has a $4.4 million salary cap hit this year.",
        "The winger carries a $5.5 million salary-cap hit.",
        "The quarterback signed for a salary of $40 million.",
        "The five-year, $40 million deal gives him a salary of $8 million.",
        "He would lose his $15 million salary under a $42 million, three-year contract.",
        "A two-year contract worth $9 million pays a salary of $4 million.",
        "Poe was owed $2 million of his $8 million salary.",
        "Athletes of that rank earn eight-figure salaries.",
        "The striker earns £200,000 a week at the club this season.",
        "The average player's salary is $2.5 million.",
        "The team signed the free agent at a salary of $3 million.",
    ] {
        check_pay(text, "");
    }
    check_pay("The chief executive got a salary of $1.5 million.", "USD 1500000/~year");
    check_pay("She drew a $1.2 million salary under a three-year contract.", "USD 1200000/~year");
    check_pay("Players of the small league earn $12,000 a year.", "USD 12000/year");
    check_pay("Cooks at the ballpark earn $12 an hour this season.", "USD 12/hour");
    check_pay("The coach of the school earns $48,000 a year.", "USD 48000/year");
    check_pay("The analyst has a six-figure salary in the off season.", "USD 100000/~year figures");
}

#[test]
fn the_base_of_a_raise_is_pay() {
    check_pay("They earn $15 an hour, an increase over the $9 paid now.", "USD 15/hour, USD 9/~hour");
    check_pay("The raise to $15 an hour is a jump over the current $9 an hour.", "USD 15/hour, USD 9/hour");
    check_pay("It is a rise on today's £9 an hour.", "GBP 9/hour");
    check_pay("A raise of over $2 an hour is due.", "");
    check_pay("An increase of the $2 an hour is due.", "");
}

#[test]
fn a_calendar_month_is_a_month() {
    check_pay("The cleaner earns £1,200pcm.", "GBP 1200/month");
    check_pay("The cleaner earns £1,200 pcm.", "GBP 1200/month");
    check_pay("The cleaner earns £1,200 per calendar month.", "GBP 1200/month");
    check_pay("The cleaner earns £80 per working day.", "GBP 80/day");
    check_pay("The rent is £1,200pcm.", "");
    check_pay("They met at 7pm and earned $9.", "");
}

#[test]
fn figures_and_the_sum_that_says_them_are_one() {
    check_pay("She earns six figures, about $110,000.", "USD 110000/~year");
    check_pay("She earns six figures, about $110,000 a year.", "USD 110000/year");
    check_pay("His salary is in the six figures, around $130,000 a year.", "USD 130000/year");
    check_pay("She has a six-figure salary of $110,000 a year.", "USD 110000/year");
    check_pay("She earns $110,000 a year, a six-figure salary.", "USD 110000/year");
    check_pay("She earns six figures (roughly $250,000 a year).", "USD 250000/year");
    check_pay("She earns six figures, he earns $30,000 a year.", "USD 100000/~year figures, USD 30000/year");
    check_pay(
        "She has a six-figure salary and a cook earns $110,000 a year.",
        "USD 100000/~year figures, USD 110000/year",
    );
}

#[test]
fn what_is_docked_or_saved_is_no_pay() {
    check_pay("Porters were docked $4 an hour.", "");
    check_pay("The hotel shorted maids about $2 an hour.", "");
    check_pay("Hotels save $2.50 an hour on each porter.", "");
    check_pay("It saves them $5 an hour.", "");
    check_pay("The deal would save jobs at $16 an hour.", "USD 16/hour");
    check_pay("The plan saved $16-an-hour jobs.", "USD 16/hour");
}

#[test]
fn a_dollar_is_one() {
    check_pay("Pickers earned a dollar an hour.", "USD 1/hour");
    check_pay("Pickers made a wage of a dollar an hour.", "USD 1/hour");
    check_pay("Pickers won a raise of a dollar an hour.", "");
    check_pay("Pickers want a dollar an hour raise.", "");
    check_pay("Pickers earn a dollar an hour more than porters.", "");
    check_pay("Pickers earned half a dollar an hour.", "");
    check_pay("Meters cost a dollar an hour.", "");
    check_pay("They live on a dollar a day.", "");
}

#[test]
fn each_of_a_list_earns_the_amount_after_it() {
    let lexicon = Lexicon::embedded();
    let matcher = Matcher::new(&lexicon);
    for text in [
        "A nurse earns $75,000 a year, a janitor $30,000 a year.",
        "A nurse earns $75,000 a year and a janitor $30,000 a year.",
    ] {
        let tokens = words(text).tokens;
        let pay = find(&lexicon, text, &tokens, &matcher.find(text, &tokens), None);
        let found: Vec<_> = pay.iter().map(|pay| (pay.low, pay.occupation.as_deref())).collect();
        assert_eq!(found, [(75_000.0, Some("29-1141")), (30_000.0, Some("37-2011"))], "{text}");
    }
    check_pay("A nurse earns $75,000 a year, and the ward spends $30,000 a year.", "USD 75000/year");
    check_pay("A nurse earns $75,000 a year, books $300 a year.", "USD 75000/year");
    check_pay("A nurse earns $75,000 a year, a janitor $9 a day for food.", "USD 75000/year");
}

#[test]
fn what_workers_get_take_home_or_earned_last_year_is_pay() {
    check_pay("Janitors get $400 a week.", "USD 400/week");
    check_pay("A nanny got $350 a week, and a room.", "USD 350/week");
    check_pay("She took home $400 a week.", "USD 400/week");
    check_pay("The guard took home $31,000 last year.", "USD 31000/year");
    check_pay("The surgeon earned $2 million last year.", "USD 2000000/year");
    check_pay("The chief executive of the bank's rival took home $20 million in 2014.", "USD 20000000/year");
    check_pay("He reportedly earned $20 million last year.", "USD 20000000/year");
    for text in [
        "The firm earned $20 million last year.",
        "The company of the surgeon earned $20 million last year.",
        "The film earned $20 million last year.",
        "The top 25 managers earned $13 billion in 2015.",
        "The bakery took home $20,000 a month.",
        "The winner took home $2 million last year.",
        "The singer took home a prize of $2 million last year.",
        "Families get $400 a week.",
        "Workers get $400 a week in unemployment benefits.",
        "Teachers get $250 a year to buy books.",
        "Teachers get $400 a month for supplies.",
        "She got $400 a week for rent.",
        "The surgeon spent $2 million last year.",
    ] {
        check_pay(text, "");
    }
}

/// Sentences, and what is read.
#[track_caller]
fn check_all(table: &[(&str, &str)]) {
    let wrong: Vec<String> = table
        .iter()
        .filter_map(|(text, expected)| {
            let found = pay_in(text).iter().map(print).collect::<Vec<_>>().join(", ");
            (found != *expected).then(|| format!("{text}\n    {found} instead of {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}
