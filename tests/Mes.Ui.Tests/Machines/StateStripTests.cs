using Mes.Domain.Machines;
using Mes.Ui.Machines;
using Mes.Ui.Times;
using NUnit.Framework;

namespace Mes.Ui.Tests.Machines;

public sealed class StateStripTests
{
    static readonly DateTimeOffset Start = new(2026, 11, 20, 6, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task States_are_drawn_where_they_were_and_missing_data_is_left_to_the_hatch()
    {
        var html = await StripAsync(
            new StatePiece(MachineState.Running, Start, Start.AddHours(2)),
            new StatePiece(MachineState.NoData, Start.AddHours(2), Start.AddHours(6)),
            new StatePiece(MachineState.Running, Start.AddHours(6), Start.AddHours(8)));

        Assert.That(html, Does.Contain("""class="running" d="M0 0h250v1h-250zM750 0h250v1h-250z" """.TrimEnd()));
        Assert.That(html, Does.Not.Contain("no-data"));
    }

    [Test]
    public async Task A_fault_too_short_to_be_drawn_is_still_seen_on_top()
    {
        var html = await StripAsync(
            new StatePiece(MachineState.Running, Start, Start.AddHours(4)),
            new StatePiece(MachineState.Fault, Start.AddHours(4), Start.AddHours(4).AddSeconds(2)),
            new StatePiece(MachineState.Running, Start.AddHours(4).AddSeconds(2), Start.AddHours(8)));

        Assert.That(html, Does.Contain("class=\"fault\" d=\"M500 0h1v1h-1z\""));
        Assert.That(html.IndexOf("\"fault\"", StringComparison.Ordinal), Is.GreaterThan(
            html.IndexOf("\"running\"", StringComparison.Ordinal)));
    }

    static Task<string> StripAsync(params StatePiece[] pieces) => Rendered.Async<StateStrip>(new()
    {
        ["Name"] = "Filler",
        ["Pieces"] = pieces,
        ["Time"] = new SiteTime(Start.AddHours(8), TimeZoneInfo.Utc),
    });
}
