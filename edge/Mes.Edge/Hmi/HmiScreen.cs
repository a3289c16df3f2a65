using Mes.Domain.Machines;
using Mes.Edge.Configuration;
using Mes.Edge.Line;
using Mes.Ui.Forms;
using Mes.Ui.Machines;
using Mes.Ui.Notices;
using Mes.Ui.Times;

namespace Mes.Edge.Hmi;

/// <summary>The line as one station shows it: the view, the machine whose acts are offered, and the time.</summary>
public sealed record HmiScreen(LineView View, MachineView Machine, SiteTime Time)
{
    /// <summary>The machine named, or else the last of the line, whose counting point counts for the order (M0.04).</summary>
    public static HmiScreen Of(LineView view, string? machine, SiteTime time) =>
        new(view, view.Machines.FirstOrDefault(candidate => candidate.Machine == machine) ?? view.Machines[^1], time);

    /// <summary>What it makes is what the line makes: counts of several machines are never summed (M0.04).</summary>
    public MachineView Last => View.Machines[^1];

    public IReadOnlyList<LineTileView> Tiles => [.. View.Machines.Select(Tile)];

    /// <summary>Connections to PLCs and brokers; why one is away stands in the details of its machine.</summary>
    public IReadOnlyList<Link> Sources => [.. View.Sources.Select(LinkOf)];

    /// <summary>The connection that tells the machine's state; null where the configuration names none.</summary>
    public Link? Source => Machine.Connection is { } source ? LinkOf(source) : null;

    public IReadOnlyList<Reason> StopReasons => [.. View.StopReasons.Select(Draw)];

    public IReadOnlyList<Reason> ScrapReasons => [.. View.ScrapReasons.Select(Draw)];

    /// <summary>Given at this station lately: those of this machine before those of the others.</summary>
    public IReadOnlyList<Reason> RecentStopReasons => Recent(ReasonConfiguration.Stop);

    public IReadOnlyList<Reason> RecentScrapReasons => Recent(ReasonConfiguration.Scrap);

    public IReadOnlyList<LastEntry> Entries => LastEntry.Of(View);

    /// <summary>The newest entry that can still be taken back, of whichever machine.</summary>
    public LastEntry? Undoable => Entries.FirstOrDefault(entry => entry.UndoUntil > Time.Now);

    /// <summary>Stretches of this machine's parts that belong to no order.</summary>
    public IReadOnlyList<UnassignedView> Unassigned => [.. View.Unassigned.Where(parts => parts.Machine == Machine.Machine)];

    /// <summary>What unassigned parts may be given to.</summary>
    public OrderView? Order => View.Order ?? View.Startable;

    /// <summary>Scrap moves counted parts of an order; where there are none it is not offered.</summary>
    public bool CanScrap => Machine.IsCounted && View.Order is not null;

    /// <summary>The line as people of the site call it: without the site.</summary>
    public string LineName => View.Line[(View.Line.IndexOf('/', StringComparison.Ordinal) + 1)..];

    public string HomeHref => $"/?{Query}";

    public string ScrapHref => $"/hmi/scrap?{Query}";

    public string StopHref => $"/hmi/stop?{Query}";

    public string OrderHref => $"/hmi/order?{Query}";

    public string AssignHref => $"/hmi/assign?{Query}";

    public string EntriesHref => $"/hmi/entries?{Query}";

    public string EventsHref => $"/hmi/events?{Query}";

    string Query => QueryOf(Machine.Machine);

    public Link Central(string name) => new(name, View.Central.Connected, View.Central.Since, View.Central.Fault);

    /// <summary>What people call a machine of the line; the code itself where it is none.</summary>
    public string NameOf(string? machine) =>
        View.Machines.FirstOrDefault(each => each.Machine == machine)?.Name ?? machine ?? "";

    static string QueryOf(string machine) => $"machine={Uri.EscapeDataString(machine)}";

    static Reason Draw(ReasonView reason) => new(reason.Code, reason.Name);

    static Link LinkOf(SourceView source) => new(source.Name, source.Connected, source.Since, source.Fault);

    LineTileView Tile(MachineView machine) => new(
        $"/?{QueryOf(machine.Machine)}", machine.Name, machine.State, machine.Since,
        machine.State is MachineState.Running or MachineState.NoData ? null
            : machine.StoppageReason?.Name ?? machine.FaultCode?.Text,
        machine.Connection?.Connected ?? true,
        machine.Good + machine.Scrap, machine.Unassigned);

    IReadOnlyList<Reason> Recent(string use) =>
    [
        .. View.Recent.Where(recent => recent.Use == use)
            .OrderBy(recent => recent.Machine == Machine.Machine ? 0 : 1)
            .Select(recent => Draw(recent.Reason))
            .Distinct()
            .Take(MostRecent),
    ];

    const int MostRecent = 4;
}
