using Mes.Central.Machines;
using Mes.Domain.Machines;

namespace Mes.Central.Web;

/// <summary>
/// Reads the overview: of all lines only what they are doing, and the figures of those that the page shows.
/// </summary>
sealed class OverviewQueries(MachineQueries machines, LineQueries lines)
{
    /// <summary>Lines of a page.</summary>
    public const int PageSize = 8;

    public async Task<Overview> ReadAsync(OverviewQuery query, CancellationToken cancellation)
    {
        var presents = await machines.PresentsAsync(cancellation);
        var all = presents.GroupBy(LineOf).ToList();
        var found = all.Where(line => IsFound(line, query.Q)).ToList();
        var standing = found.Where(line => line.Any(Stands)).ToList();
        var listed = query.Show == OverviewQuery.Standing ? standing : found;
        var page = Math.Clamp((query.Page ?? 1) - 1, 0, Math.Max(0, (listed.Count - 1) / PageSize));
        var shown = listed.Skip(page * PageSize).Take(PageSize).Select(line => line.Key).ToList();
        var machinesFound = found.SelectMany(line => line).ToList();
        return new Overview(
            query, shown.Count == 0 ? [] : await lines.NowAsync(shown, cancellation), presents.Count, machinesFound.Count,
            [.. machinesFound.Where(Stands)], standing.Count, listed.Count, page * PageSize);
    }

    static bool Stands(MachinePresent machine) => machine.State != MachineStateCode.Running;

    static string LineOf(MachinePresent machine) => machine.Machine[..machine.Machine.LastIndexOf('/')];

    bool IsFound(IGrouping<string, MachinePresent> line, string? text) =>
        string.IsNullOrWhiteSpace(text) || Contains(lines.NameOf(line.Key), text) || Contains(line.Key, text)
            || line.Any(machine => Contains(machine.Name, text));

    static bool Contains(string name, string text) => name.Contains(text.Trim(), StringComparison.CurrentCultureIgnoreCase);
}

/// <param name="Lines">Those of the page.</param>
/// <param name="MachinesAtAll">Of the whole site.</param>
/// <param name="MachinesFound">Of all lines that the search finds.</param>
/// <param name="Standing">Of these, the ones that do not run.</param>
/// <param name="LinesStanding">Lines found with such a machine.</param>
/// <param name="LinesListed">Lines on all pages together.</param>
/// <param name="Skipped">Lines on the pages before.</param>
sealed record Overview(
    OverviewQuery Query, IReadOnlyList<LineNow> Lines, int MachinesAtAll, int MachinesFound,
    IReadOnlyList<MachinePresent> Standing, int LinesStanding, int LinesListed, int Skipped);
