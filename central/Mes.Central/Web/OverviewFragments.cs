using Mes.Central.Web.Pages;
using Mes.Ui.Live;
using Mes.Ui.Machines;
using Mes.Ui.Times;

namespace Mes.Central.Web;

/// <summary>
/// The live parts of the overview: the answer, each tile, each line's figures; all anew when a machine comes or goes.
/// </summary>
static class OverviewFragments
{
    public const string Answer = "answer";
    public const string Lines = "lines";

    public static string TileId(TileView machine) => "tile" + machine.Href.Replace('/', '-');

    public static string HeadId(LineView line) => "head-" + line.Id;

    public static string SummaryId(LineView line) => "summary-" + line.Id;

    public static IReadOnlyList<Fragment> Of(OverviewView overview, SiteTime time) =>
    [
        Fragment.Of<AnswerCard>(
            Answer, new { overview.Standing, overview.MachinesFound, overview.FirstStanding, overview.Stops }, new()
            {
                [nameof(AnswerCard.Overview)] = overview,
                [nameof(AnswerCard.Time)] = time,
            }),
        Fragment.Of<LineList>(Lines, overview.Lines.SelectMany(line => line.Tiles).Select(TileId), new()
        {
            [nameof(LineList.Overview)] = overview,
            [nameof(LineList.Time)] = time,
        }),
        .. overview.Lines.SelectMany(line => PartsOf(line, time)),
    ];

    static IEnumerable<Fragment> PartsOf(LineView line, SiteTime time)
    {
        yield return Fragment.Of<LineHead>(
            HeadId(line), new { line.Name, line.Order, line.LastMachine, line.Oee, line.ShiftName }, OfLine(line, time));
        foreach (var machine in line.Tiles)
        {
            yield return Fragment.Of<MachineTile>(TileId(machine), machine, new()
            {
                [nameof(MachineTile.Machine)] = machine,
                [nameof(MachineTile.Time)] = time,
            });
        }

        yield return Fragment.Of<LineSummary>(SummaryId(line), Drawn(line, time), OfLine(line, time));
    }

    static Dictionary<string, object?> OfLine(LineView line, SiteTime time) =>
        new() { [nameof(LineHead.Line)] = line, [nameof(LineHead.Time)] = time };

    // The newest states and stops grow all the time; they are drawn anew when they have grown by a thousandth of the shift.
    static object Drawn(LineView line, SiteTime time) => new
    {
        line.From,
        States = line.Rows.Select(row => new { row.Name, Pieces = row.Pieces.Select(piece => new { piece.State, piece.From }) }),
        Causes = line.Causes.Select(cause => new { cause.Name, cause.Count }),
        Grown = line is { From: { } from, To: { } to } ? (int)(new TimelineScale(from, to).Fraction(time.Now) * 1000m) : 0,
    };
}
