using Mes.Edge.Line;
using Mes.Ui.Forms;
using Mes.Ui.Notices;
using Mes.Ui.Times;

namespace Mes.Edge.Hmi;

/// <summary>The line as one station shows it: the view, the machine in question, and the time.</summary>
public sealed record HmiScreen(LineView View, MachineView Machine, SiteTime Time)
{
    /// <summary>The machine named, or else the last of the line: its counting point counts for the order (M0.04).</summary>
    public static HmiScreen Of(LineView view, string? machine, SiteTime time) =>
        new(view, view.Machines.FirstOrDefault(candidate => candidate.Machine == machine) ?? view.Machines[^1], time);

    public IReadOnlyList<Link> Sources =>
        [.. View.Sources.Select(source => new Link(source.Name, source.Connected, source.Since, source.Fault))];

    public Link Central(string name) => new(name, View.Central.Connected, View.Central.Since, View.Central.Fault);

    public IReadOnlyList<Reason> StopReasons => [.. View.StopReasons.Select(reason => new Reason(reason.Code, reason.Name))];

    public IReadOnlyList<Reason> ScrapReasons => [.. View.ScrapReasons.Select(reason => new Reason(reason.Code, reason.Name))];

    /// <summary>The newest scrap of this machine that can still be taken back.</summary>
    public ReclassificationView? Undoable => View.Reclassifications.FirstOrDefault(
        scrap => scrap.Machine == Machine.Machine && scrap.UndoUntil > Time.Now);

    public string HomeHref => $"/?machine={Uri.EscapeDataString(Machine.Machine)}";

    public string ScrapHref => $"/hmi/scrap?machine={Uri.EscapeDataString(Machine.Machine)}";

    public string StopHref => $"/hmi/stop?machine={Uri.EscapeDataString(Machine.Machine)}";
}
