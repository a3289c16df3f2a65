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
    public async Task A_time_line_without_data_is_hatched_as_far_as_time_has_passed()
    {
        var html = await Timeline([], now: Start.AddHours(2));

        Assert.That(html, Does.Match("""<rect x="0" width="25%" height="44" fill="url\(#hatch-"""));
        Assert.That(html, Does.Not.Contain("class=\"piece idle\" x="));
    }

    [Test]
    public async Task A_piece_tells_its_state_its_times_and_its_reason_in_words()
    {
        var html = await Timeline(
            [new StatePiece(MachineState.Fault, Start, Start.AddMinutes(14), "Bottle jam")], now: Start.AddHours(1));

        Assert.That(html, Does.Contain("aria-label=\"Fault from 06:00:00 to 06:14:00 · 14 min 0 s · Bottle jam\""));
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
        ["Name"] = "Filler",
        ["From"] = Start,
        ["To"] = Start.AddHours(8),
        ["Pieces"] = pieces,
        ["Time"] = new SiteTime(now, TimeZoneInfo.Utc),
    });
}
