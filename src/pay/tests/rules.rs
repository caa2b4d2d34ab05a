//! Each rule of pay on both sides of its bounds.

use super::{check_all, pay_in};
use crate::pay::Band;

#[test]
fn ends_of_ranges_share_thousands_only_where_both_ends_fit() {
    check_all(&[
        ("Packers get $13 to $11 an hour.", "USD 13/hour, USD 11/hour"),
        ("Packers get $11 to $11 an hour.", "USD 11/hour"),
        ("Musicians earn between $2,000 and $3,000,000 a year.", "USD 2000-3000000/year"),
        ("The chief executive earns a salary of $1 to $2 million.", "USD 1000000-2000000/~year"),
        ("The salary of $2 million to $3 million is paid.", "USD 2000000-3000000/~year"),
        ("She earns $900 to 2k a month.", "USD 900-2000/month"),
        ("Buskers earn $1 to $1,000 a week.", "USD 1-1000/week"),
        ("Buskers earn 75 cents to $900 a week.", "USD 0.75-900/week"),
        ("Cooks earn £9 to €12 an hour, by country.", "GBP 9/~hour, EUR 12/hour"),
        ("Cooks get $9 up from $8 an hour.", "USD 8/hour"),
        ("They earn $9 now to $12 an hour.", "USD 12/hour"),
        ("Clerks earn $9, or $12 an hour.", "USD 9/~hour, USD 12/hour"),
        ("Clerks earn $9 and 12 an hour.", "USD 9/~hour"),
        ("Sellers earn $200 or 12% a week, whichever is more.", ""),
        ("Sellers earn $200 or 12 percent a week, whichever is more.", ""),
        ("A raise of $4 to $10 an hour is due.", ""),
        ("The night premium, $2 to $13 an hour, starts in May.", ""),
    ]);
}

#[test]
fn cents_and_halves_are_added_to_whole_sums_of_their_currency() {
    check_all(&[
        ("Porters earn nine dollars and 90 pence an hour.", "USD 9/~hour, GBP 0.9/hour"),
        ("Porters earn nine pounds and 90 cents an hour.", "GBP 9/~hour, USD 0.9/hour"),
        ("Porters earn $9.50 and 50 cents an hour in tips.", "USD 9.5/~hour, USD 0.5/hour"),
        ("Porters earn $9 and 15 an hour.", "USD 9/~hour"),
        ("They earn a hundred dollars and fifty a week.", ""),
        ("Porters earn nine dollars and a quarter an hour.", "USD 9/~hour"),
        ("Porters earn nine dollars and one half an hour.", "USD 9/~hour"),
        ("A fraction of a dollar an hour is what they earn.", ""),
        ("They earn a third of a dollar an hour.", ""),
        ("They earn a tip of a dollar an hour.", "USD 1/hour"),
        ("He earns a grand a week.", ""),
    ]);
}

#[test]
fn numbers_in_words_start_at_their_article_and_are_exact() {
    check_all(&[
        ("He makes a hundred dollars a day.", "USD 100/day"),
        ("She earns a thousand and one dollars a month.", "USD 1001/month"),
        ("She earns two hundred and fifty thousand dollars a year.", "USD 250000/year"),
        ("She earns half a hundred dollars a week.", ""),
        ("She earns about half a thousand dollars a week.", ""),
        ("She earns forty plus thousand dollars a year.", ""),
        ("She earns a canteen dollars an hour.", ""),
        ("She earns one, two dollars an hour.", "USD 2/hour"),
        ("They pay one thousand, ten dollars a month in wages.", ""),
    ]);
    let text = "She earns a hundred dollars a week.";
    assert_eq!(pay_in(text)[0].span.slice(text), Some("a hundred dollars a week"));
}

#[test]
fn digits_are_grouped_by_points_commas_and_blanks() {
    check_all(&[
        ("She earns 1.250,50 euros a month.", "EUR 1250.5/month"),
        ("She earns 12,5 euros an hour.", "EUR 12.5/hour"),
        ("She earns 12,505 euros a year.", "EUR 12505/year"),
        ("She earns 12,505.50 dollars a year.", "USD 12505.5/year"),
        ("She earns €0.850 an hour.", "EUR 0.85/hour"),
        ("She earns $1.250.000 a year.", "USD 1250000/year"),
        ("She earns $12.50.30 an hour.", ""),
        ("She earns 2 500 dollars a month.", ""),
        ("She earns 2 500 or 2 700 euros a month.", "EUR 2500-2700/month"),
        ("She earns €25 00 500 a month.", ""),
        ("She earns €2 5000 a month.", ""),
        ("The salary is $1.5m.", "USD 1500000/~year"),
        ("The salary is $1.5mn.", "USD 1500000/~year"),
        ("The salary is $1.5bn.", "USD 1500000000/~year"),
        ("The salary is $52 thousand.", "USD 52000/~year"),
        ("They pay USDX 15 an hour.", ""),
        ("She earns 15xyz an hour.", ""),
        ("She earns 1,200pm in wages.", ""),
        ("She earns £1,200pm.", "GBP 1200/month"),
        ("She earns £ 1,200pm.", "GBP 1200/month"),
        ("She earns £50p an hour.", "GBP 50/hour"),
        ("She earns 15 American dollars an hour.", "USD 15/hour"),
        ("She earns 25 Australian dollars an hour.", "AUD 25/hour"),
        ("She earns ¥1,100 an hour.", "JPY 1100/hour"),
    ]);
}

#[test]
fn every_spelling_of_a_period_is_read() {
    for (text, hours) in [
        (" an hr", 1.0),
        (" per h", 1.0),
        ("/h", 1.0),
        ("ph", 1.0),
        (" ph in all", 1.0),
        (" p.h. in all", 1.0),
        (" or so an hour", 1.0),
        (" plus an hour", 1.0),
        (" ($12) an hour", 1.0),
        (" daily", 8.0),
        (" nightly", 8.0),
        ("/wk", 40.0),
        ("pw", 40.0),
        (" p.w. in all", 40.0),
        (" a working week", 40.0),
        (" every second week", 80.0),
        (" every 2 weeks", 80.0),
        (" fortnightly", 80.0),
        (" bi-weekly", 80.0),
        ("/mo", 2080.0 / 12.0),
        (" a mth", 2080.0 / 12.0),
        (" p.c.m. in all", 2080.0 / 12.0),
        (" monthly", 2080.0 / 12.0),
        (" a yr", 2080.0),
        (" per annum", 2080.0),
        (" annually", 2080.0),
        (" yearly", 2080.0),
        (" p.a. in all", 2080.0),
        ("pa", 2080.0),
    ] {
        let text = format!("She earns £90{text}.");
        let pay = pay_in(&text);
        assert_eq!(pay.len(), 1, "{text}");
        assert!(pay[0].period_stated && (pay[0].hourly() - 90.0 / hours).abs() < 1e-9, "{text}: {:?}", pay[0]);
    }
    check_all(&[
        ("She earns £21,000 PA in the shop.", ""),
        ("She earns $1,200 every two months.", ""),
        ("She earns $1,200 every other month.", ""),
        ("She earns $1,200 bi monthly.", ""),
        ("She earns $80 a day care.", ""),
        ("She earns $80 a day-long shift.", ""),
        ("She earns £9 (12) an hour.", "GBP 9/~hour"),
        ("She earned $30,000 a year later.", ""),
        ("She earns £9 ($12 or so) an hour.", "GBP 9/~hour, USD 12/hour"),
        ("She earns £9, $12 an hour.", "GBP 9/~hour, USD 12/hour"),
        ("The hourly limit is $9.", ""),
        ("The hourly rate is $9.", "USD 9/hour"),
        ("The weekly rate is $400.", ""),
        ("A $52,000 annual fee is paid as salary.", ""),
        ("A $15 base federal minimum hourly wage is paid.", "USD 15/~hour"),
    ]);
}

#[test]
fn charges_and_funds_are_no_pay_and_pay_beside_them_is() {
    check_all(&[
        ("The levy on each firm was $1 an hour.", ""),
        ("The rent here was $15 an hour.", ""),
        ("The wage after tax was $9 an hour.", "USD 9/hour"),
        ("The tax rate is $9 an hour.", "USD 9/hour"),
        ("She earns a wage minus a tax of $2 an hour.", "USD 2/hour"),
        ("A $2-an-hour tax, they say, is due.", ""),
        ("A $2-an-hour tax clerk job.", "USD 2/hour"),
        ("It pays $15 an hour, into the bank.", "USD 15/hour"),
        ("It pays $3 an hour to the savings plan.", ""),
        ("It pays $3 an hour for health insurance.", ""),
        ("It pays $3 an hour for the plan.", "USD 3/hour"),
        ("It pays $3 an hour toward the workers.", "USD 3/hour"),
    ]);
}

#[test]
fn sums_are_pay_within_their_bounds() {
    check_all(&[
        ("The consultant gets $5,000 an hour in pay.", "USD 5000/hour"),
        ("The consultant earns $5,001 an hour.", ""),
        ("The expert wants $100 an hour.", "USD 100/hour"),
        ("The expert wants $150 an hour.", ""),
        ("The expert is paid $150 an hour.", "USD 150/hour"),
        ("A wage of $75 is paid.", "USD 75/~hour"),
        ("A wage of $76 is paid.", ""),
        ("A wage of 20 cents is paid.", "USD 0.2/~hour"),
        ("A wage of 19 cents is paid.", ""),
        ("She is paid $75 and tips.", "USD 75/~hour"),
        ("She is paid $76 and tips.", ""),
        ("She is paid 20 cents and tips.", "USD 0.2/~hour"),
        ("She is paid 10 cents and tips.", ""),
        ("The salary is $3,000.", "USD 3000/~year"),
        ("The salary is $2,999.", ""),
        ("She earned $10,000 last year.", "USD 10000/year"),
        ("She earned $9,999 last year.", ""),
        ("She earns $10,000.", "USD 10000/~year"),
        ("She earns $9,999.", ""),
        ("She earns $999,999.", "USD 999999/~year"),
        ("She earns $1,000,000.", ""),
        ("The player's salary is $999,999.", "USD 999999/~year"),
        ("The player's salary is $1,000,000.", ""),
        ("She earned $20,000 in 1998.", "USD 20000/year"),
        ("She earned $20,000 in 1898.", ""),
        ("She earned $20,000 next year.", ""),
        ("She earned $20,000 last week.", ""),
    ]);
}

#[test]
fn salaries_of_millions_name_one_salary() {
    check_all(&[
        ("His compensation was $2 million a year.", "USD 2000000/year"),
        ("He gets a $2 million annual salary.", "USD 2000000/year"),
        ("He gets $2 million a year in pay.", ""),
        ("They pay $2 million a year.", ""),
        ("$52,000 salaries are common.", "USD 52000/~year"),
        ("$2 million salaries are common.", ""),
        ("Salaries of $2 million are common.", ""),
        ("With the salary $2 million a year was spent.", ""),
        ("With the salary $52,000 was paid to the bank.", ""),
        ("A $2 million salary cap holds.", ""),
        ("A $52,000 salary cap holds.", ""),
        // "free" without an agent, and years without millions, are no sport.
        ("Parking is free at the mill, and its chief executive has a salary of $3 million.", "USD 3000000/~year"),
        ("Every agent knows that the broker has a salary of $3 million.", "USD 3000000/~year"),
        ("The three-year contract worth $900,000 and a salary of $3 million pleased her.", "USD 3000000/~year"),
        ("Under free agency a salary of $3 million is common.", ""),
        ("The three-year deal with a salary of $3 million pleased the broker.", "USD 3000000/~year"),
        ("A three-year contract for $9 million pays the broker a salary of $3 million.", ""),
    ]);
}

#[test]
fn pay_for_longer_times_needs_somebody_who_is_paid() {
    check_all(&[
        ("She was paid $400 a week.", "USD 400/week"),
        ("The company is paid $400 a week.", ""),
        ("They paid $400 a week.", ""),
        ("The jobs pay $400 a week.", "USD 400/week"),
        ("The shop pays $400 a week.", ""),
        ("The shop pays them $400 a week.", "USD 400/week"),
        ("Social security pays them $400 a week.", ""),
        ("It gave them $400 a week.", ""),
        ("She sold it for $40 a week.", ""),
        ("She is employed at $40 a week.", "USD 40/week"),
        ("It is $400 a week, job or none.", ""),
        ("The pay of $900 a month is low.", "USD 900/month"),
        ("They pay $900 a month.", ""),
        ("They get $900 a month in wages.", "USD 900/month"),
        ("They get $900 a month in pay.", ""),
        ("Pay range: $900 a month.", "USD 900/month"),
        ("Price range: $900 a month.", ""),
        ("Pay offers: $900 a month.", ""),
        ("She earns income of $900 a month.", ""),
        ("She earns at 20 places $900 a month.", ""),
        ("He makes around $900 a month.", "USD 900/month"),
        ("He makes his $900 a month.", ""),
        ("The grant is a salary of $900 a month.", ""),
        ("Her husband earns $50,000 a year.", "USD 50000/year"),
        ("She and her husband earn $50,000 a year.", ""),
        ("She earns $5,000 a year in town.", "USD 5000/year"),
        ("She earns $5,000 a year from rent.", ""),
        ("She earns $5,000 a year from royalties.", ""),
        ("With the wage $9 was put aside.", ""),
        ("She makes $30,000, he says.", "USD 30000/~year"),
        ("She makes $30,000 cakes.", ""),
    ]);
}

#[test]
fn brackets_are_groups_with_bounds_on_what_they_earn() {
    check_all(&[
        ("Workers making $50,000 to $60,000 a year would pay.", "USD 50000-60000/year bracket"),
        ("Workers earning $50,000 a year or more would pay.", "USD 50000/year bracket"),
        ("Workers earning over $50,000 a year would pay.", "USD 50000/year bracket"),
        ("Workers earning $50,000 a year would pay.", "USD 50000/year"),
        ("Those earning $50,000 a year would pay.", "USD 50000/year bracket"),
        ("People who make $40,000 a year would pay.", "USD 40000/year bracket"),
        ("Workers who earn more than $40,000 a year would pay.", "USD 40000/year bracket"),
        ("She earns more than $40,000 a year.", "USD 40000/year"),
        ("The earners make on average $40,000 a year.", "USD 40000/year"),
    ]);
}

#[test]
fn steps_and_the_levels_beside_them_are_distinguished() {
    check_all(&[
        ("The deal adds 70 cents an hour for cooks and $2 an hour is what pickers earn.", "USD 2/hour"),
        ("The deal adds $2 an hour now and $6 an hour next year.", ""),
        ("The deal adds $2 an hour now and $7 an hour next year.", "USD 7/hour"),
        ("The deal saved work paying $16 an hour.", "USD 16/hour"),
        ("The job saved was $16 an hour.", "USD 16/hour"),
        ("Pay at the start-up is $15 an hour.", "USD 15/hour"),
        ("The top-up is $2 an hour.", ""),
        ("They won a premium over $2 an hour.", ""),
        ("The raise from $9 an hour took years.", "USD 9/hour"),
        ("Raises ranging from $1 an hour are due.", ""),
        ("The raise for $15-an-hour workers is due.", "USD 15/hour"),
        ("The raise for janitors came to $2 an hour.", ""),
        ("The raise for janitors goes to $15 an hour.", "USD 15/hour"),
        ("The gap between cooks and servers in tips is $2 an hour.", ""),
        ("Thanks to the raise they won their pay is $15 an hour.", "USD 15/hour"),
        ("Thanks to the raise they won the rate is $15 an hour.", "USD 15/hour"),
        ("Despite the cut for cooks they are at $15 an hour.", "USD 15/hour"),
        ("Porters won $3-an-hour rises.", ""),
        ("They get $2 an hour as a bonus.", ""),
        ("They get $2 an hour night shift premium.", ""),
        ("They get $2 an hour on the top floor.", "USD 2/hour"),
    ]);
}

#[test]
fn an_earlier_level_is_near_the_later_one_in_place_and_size() {
    check_all(&[
        ("They earn $9 an hour, up from $8.", "USD 9/hour, USD 8/~hour"),
        ("They earn $9 an hour, up from $2.", "USD 9/hour, USD 2/~hour"),
        ("They earn $9 an hour, up from $1.80.", "USD 9/hour"),
        ("They earn $9 an hour, up from $44.", "USD 9/hour, USD 44/~hour"),
        ("They earn $9 an hour, up from $45.", "USD 9/hour"),
        ("They earn $9 an hour, a raise over the $8.", "USD 9/hour, USD 8/~hour"),
        ("They earn $9 an hour and up to $12 more.", "USD 9/hour"),
        ("They earn $9 an hour, down in one year from $8.", "USD 9/hour"),
        ("They earn $9 an hour in the big old town near the sea, an increase over the $8.", "USD 9/hour"),
    ]);
}

#[test]
fn figures_are_of_those_who_earn_them() {
    check_all(&[
        ("She has a five-figure salary.", "USD 10000/~year figures"),
        ("She earns eight figures.", "USD 10000000/~year figures"),
        ("She earns six figures, say $90,000 a year.", "USD 100000/~year figures, USD 90000/year"),
        ("She earns six figures, say $1,000,000 a year.", "USD 100000/~year figures, USD 1000000/year"),
        ("She earns six figures, say $100,000 a year.", "USD 100000/year"),
        ("Some owners earn six figures in rent.", ""),
        ("Her salary is well into the six figures.", "USD 100000/~year figures"),
        ("Her debt is well into the six figures.", ""),
        ("A $9 minimum wage job.", "USD 9/~hour"),
        ("The minimum wage job pays $9.", "USD 9/~hour"),
        ("The minimum bid was low for the job.", ""),
        ("She is paid only the state's minimum wage.", "USD 7.25/hour minimum_wage"),
        ("She makes minimum wage.", "USD 7.25/hour minimum_wage"),
        ("Congress makes the minimum wage.", ""),
        ("He pays the minimum wage increase.", ""),
    ]);
}

#[test]
fn ranges_are_paid_by_firms_or_to_workers() {
    check_all(&[
        ("The hospital pays $4,000 to $5,000 a month to the bank.", ""),
        ("It gets $50,000 to $60,000 a year.", ""),
        ("She gets $900 to $1,000 a month.", ""),
        ("The museums get $900 to $1,000 a month.", ""),
        ("The staffers get $900 to $1,000 a month.", "USD 900-1000/month"),
        ("The workers get $900 to $1,000 a month.", "USD 900-1000/month"),
    ]);
}

#[test]
fn bands_part_at_the_third_and_at_four_fifths() {
    for (percentile, band) in [
        (0.0, Band::BottomThird),
        (33.3, Band::BottomThird),
        (33.4, Band::Middle),
        (79.9, Band::Middle),
        (80.0, Band::TopFifth),
        (100.0, Band::TopFifth),
    ] {
        assert_eq!(Band::of(percentile), band, "{percentile}");
    }
}
