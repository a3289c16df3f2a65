using Mes.Domain.Machines;
using Mes.Ui.Machines;
using Mes.Ui.Times;
using NUnit.Framework;

namespace Mes.Ui.Tests.Machines;

/// <summary>What is not known is never drawn as if it were.</summary>
public sealed class HonestyTests
{
    static readonly DateTimeOffset Start = new(2026, 11, 20, 6, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task A_time_line_without_data_is_left_to_the_hatch_as_far_as_time_has_passed()
    {
        var html = await Timeline([], now: Start.AddHours(2));

        Assert.That(html, Does.Match("""class="future" data-look="future" d="M500 0h1500v1h-1500z" """.TrimEnd()));
        Assert.That(html, Does.Not.Match("class=\"piece \\w+\"[^>]* d=\"M"));
    }

    [Test]
    public async Task A_piece_is_told_with_its_state_its_times_and_its_reason()
    {
        var html = await Timeline(
            [new StatePiece(MachineState.Fault, Start, Start.AddMinutes(14), "Bottle jam")], now: Start.AddHours(1));

        Assert.That(html, Does.Contain("[[[0,840000,2,\"Bottle jam\"]]]").And.Contain("\"Fault\""));
        Assert.That(html, Does.Contain("data-look=\"fault\" d=\"M0 0h58v1h-58z\""));
    }

    [Test]
    public async Task A_second_in_a_shift_can_still_be_seen()
    {
        var html = await Timeline(
            [new StatePiece(MachineState.Fault, Start.AddHours(4), Start.AddHours(4).AddSeconds(1))], now: Start.AddHours(8));

        Assert.That(html, Does.Contain("data-look=\"fault\" d=\"M1000 0h1v1h-1z\""));
    }

    [Test]
    public async Task A_note_cannot_end_the_script_that_it_stands_in()
    {
        var html = await Timeline(
            [new StatePiece(MachineState.Fault, Start, Start.AddHours(1), "</script><script>")], now: Start.AddHours(8));

        Assert.That(html.Split("</script>"), Has.Length.EqualTo(2));
    }

    [TestCase("1", false, false)]
    [TestCase("0.9995", true, false)]
    [TestCase("0.8999", true, true)]
    public async Task Coverage_below_all_is_flagged_and_below_ninety_percent_hatched(string coverage, bool flagged, bool hatched)
    {
        var oee = new OeeView(0.7m, 0.9m, 0.8m, 0.97m, decimal.Parse(coverage, provider: null), OverSpeed: false);

        var html = await Rendered.Async<OeeFigure>(new() { ["Oee"] = oee });

        Assert.That(html.Contains("% known", StringComparison.Ordinal), Is.EqualTo(flagged));
        Assert.That(html.Contains("class=\"oee doubtful\"", StringComparison.Ordinal), Is.EqualTo(hatched));
    }

    [Test]
    public async Task An_unknown_factor_is_a_dash_not_a_zero()
    {
        var html = await Rendered.Async<OeeFigure>(new() { ["Oee"] = new OeeView(null, null, null, null, 1m, OverSpeed: false) });

        Assert.That(html, Does.Contain("–").And.Not.Contain("0.0"));
    }

    static Task<string> Timeline(IReadOnlyList<StatePiece> pieces, DateTimeOffset now) => Rendered.Async<StateTimeline>(new()
    {
        ["Rows"] = (IReadOnlyList<TimelineRow>)[new TimelineRow("Filler", pieces)],
        ["From"] = Start,
        ["To"] = Start.AddHours(8),
        ["Time"] = new SiteTime(now, TimeZoneInfo.Utc),
    });
}
