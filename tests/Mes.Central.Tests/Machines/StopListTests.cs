using Mes.Central.Machines;
using Mes.Central.Machines.Pages;
using NUnit.Framework;

namespace Mes.Central.Tests.Machines;

sealed class StopListTests
{
    static readonly DateTimeOffset Start = new(2026, 11, 20, 7, 0, 0, TimeSpan.Zero);

    static readonly StoppageOverview[] Stops =
    [
        Stop(0, 200, "DOWNTIME", "JAM"), Stop(300, 305, "MICRO_STOP", null), Stop(400, 900, "DOWNTIME", null),
        Stop(1000, null, "DOWNTIME", "JAM"),
    ];

    [Test]
    public void Without_a_choice_the_newest_comes_first() => Assert.That(Shown(PageQuery.None), Is.EqualTo([1000, 400, 300, 0]));

    [TestCase("duration", 300, 1000, 0, 400)]
    [TestCase("-duration", 400, 0, 1000, 300)]
    [TestCase("from", 0, 300, 400, 1000)]
    [TestCase("nonsense", 0, 300, 400, 1000)]
    public void They_are_sorted_as_the_address_says(string sort, params int[] expected) =>
        Assert.That(Shown(PageQuery.None with { Sort = sort }), Is.EqualTo(expected));

    [Test]
    public void A_reason_shows_its_stops_and_no_reason_those_that_lack_one()
    {
        Assert.That(Shown(PageQuery.None with { Reason = "JAM" }), Is.EqualTo([1000, 0]));
        Assert.That(Shown(PageQuery.None with { Reason = PageQuery.Unassigned }), Is.EqualTo([400]), "micro-stops lack none");
        Assert.That(Shown(PageQuery.None with { Stops = "MICRO_STOP" }), Is.EqualTo([300]));
    }

    [Test]
    public void A_second_choice_of_a_column_turns_it_round()
    {
        var once = StopList.SortedBy(StopList.Duration, PageQuery.None);

        Assert.That((once.Sort, StopList.SortedBy(StopList.Duration, once).Sort), Is.EqualTo(("-duration", "duration")));
    }

    [Test]
    public void A_name_that_a_spreadsheet_would_take_for_a_formula_is_made_text()
    {
        var csv = StopList.Csv([Stop(0, 200, "DOWNTIME", "X") with { ReasonName = "=1+\"2\",3" }]);

        Assert.That(csv, Does.EndWith("200,FAULT,DOWNTIME,X,\"'=1+\"\"2\"\",3\"\r\n"));
    }

    static IEnumerable<int> Shown(PageQuery query) =>
        StopList.Of(Stops, query, Start.AddSeconds(1100)).Select(stop => (int)(stop.From - Start).TotalSeconds);

    static StoppageOverview Stop(int from, int? to, string stopClass, string? reason) => new(
        Guid.NewGuid(), Start.AddSeconds(from), to is { } end ? Start.AddSeconds(end) : null, "FAULT", stopClass, reason, reason);
}
