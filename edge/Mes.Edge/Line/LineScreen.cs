using Mes.Contracts.Chain;
using Mes.Domain.Machines;
using Mes.Edge.Acquisition;
using Mes.Edge.Anomalies;
using Mes.Edge.Configuration;
using Mes.Edge.Execution;
using Mes.Edge.Journal;
using Mes.Edge.Machines;

namespace Mes.Edge.Line;

/// <summary>Draws the recorder's part of the <see cref="LineView"/>: machines, order, sources, backlog.</summary>
sealed class LineScreen(EdgeConfiguration configuration, LineBoard board)
{
    readonly Dictionary<string, ReasonView> _stopReasons = Reasons(configuration, ReasonConfiguration.Stop);
    readonly Dictionary<string, ReasonView> _scrapReasons = Reasons(configuration, ReasonConfiguration.Scrap);

    public bool CentralIsConnected => board.Current.Central.Connected;

    /// <summary>The screen before the first commit.</summary>
    public static LineBoard NewBoard(EdgeConfiguration configuration, DateTimeOffset now) => new(new LineView(
        configuration.LineCode, configuration.Station,
        [.. configuration.Machines.Select(machine => Unknown(configuration, machine))],
        Order: null,
        [.. configuration.Sources.Select(source => new SourceView(source.Name, Connected: false, now, Fault: null))],
        new CentralView(Connected: false, now, 0, 0, LastAcknowledgedAt: null, "Connecting."),
        [.. Reasons(configuration, ReasonConfiguration.Stop).Values],
        [.. Reasons(configuration, ReasonConfiguration.Scrap).Values],
        [], Clock: null, "The journal is being opened."));

    /// <summary>What a source's notice changes on the screen.</summary>
    public void Take(string source, SourceNotice notice, DateTimeOffset now) => board.Update(view => notice switch
    {
        SourceNotice.Connected => Replace(view, source, each => new SourceView(each.Name, Connected: true, now, Fault: null)),
        SourceNotice.Interrupted lost => Replace(view, source, each => new SourceView(
            each.Name, Connected: false, each.Connected ? now : each.Since, lost.Cause)),
        SourceNotice.TagRefused refused => Replace(view, source, each => each with
        {
            Fault = $"Tag {refused.Tag} is refused: {refused.Reason}",
        }),
        SourceNotice.Unreadable unreadable => Replace(view, source, each => each with { Fault = unreadable.Words }),
        _ => view,
    });

    /// <summary>Shows the line as of the newest commit.</summary>
    public void Show(LineBook book, JournalStore store, DateTimeOffset now) => board.Update(view => view with
    {
        Machines = [.. configuration.Machines.Select(machine => Draw(machine, book, view.Sources))],
        Order = book.Line.Run is { Order: var order } ? Draw(order) : null,
        Reclassifications =
            [.. book.Line.Reclassifications.Where(entry => entry.Undoes is null).Select(entry => Draw(entry, now))],
        Startable = book.Line.Run is null && configuration.Order is { } next ? Draw(next) : null,
        Unassigned = [.. configuration.Machines.SelectMany(machine => Unassigned(configuration.CodeOf(machine), book))],
        Assignments = [.. (book.Line.Assignments ?? []).Select(entry => new AssignmentView(
            entry.Event, entry.Machine, entry.Parts.Quantity, entry.Order, entry.At,
            entry.UndoUntil >= now ? entry.UndoUntil : null, entry.IsUndone))],
        Recent = [.. (book.Line.Recent ?? []).Select(Draw).OfType<RecentReasonView>()],
        Anomalies = [.. book.Anomalies.Open.Select(Draw)],
        Central = view.Central with
        {
            BacklogEvents = store.Tip.Current.Seq - store.AcknowledgedOf(Lane.Event).Seq,
            BacklogSegments = store.Tip.Current.Segment - store.AcknowledgedOf(Lane.Telemetry).Seq,
        },
        JournalFault = null,
    });

    static MachineView Unknown(EdgeConfiguration configuration, MachineConfiguration machine) => new(
        configuration.CodeOf(machine), machine.Name, MachineState.NoData, Since: null, Cause: null, Stoppage: null,
        StoppageReason: null, Good: 0, Scrap: 0, Pending: 0);

    MachineView Draw(MachineConfiguration machine, LineBook book, IReadOnlyList<SourceView> sources)
    {
        var code = configuration.CodeOf(machine);
        var checkpoint = book.Machines[code];
        var progress = checkpoint.Progress;
        var stop = checkpoint.CurrentStop;
        var hasBeenSeen = progress.State != MachineState.NoData || progress.GapCause is not null;
        var pendingIsUnassigned = MachineWork.IsUnassigned(checkpoint, progress.Counter.CountedFrom);
        return new MachineView(
            code, machine.Name, progress.State, hasBeenSeen ? progress.Since : null,
            progress.State == MachineState.NoData ? progress.GapCause ?? "No data since this edge was set up." : null,
            stop?.Event, stop?.Reason is { } reason ? _stopReasons.GetValueOrDefault(reason) : null,
            checkpoint.Good + (pendingIsUnassigned ? 0 : progress.PendingQuantity), checkpoint.Scrap, progress.PendingQuantity,
            sources.First(source => source.Name == machine.StateSource),
            stop is not null && checkpoint.Codes?.Current is { } shown ? Draw(machine, shown) : null,
            stop?.IsReasonOfMachine ?? false)
        {
            IsCounted = checkpoint.IsCounted,
            Unassigned = (checkpoint.Unassigned ?? []).Sum(parts => parts.Quantity)
                + (pendingIsUnassigned ? progress.PendingQuantity : 0),
        };
    }

    static OrderView Draw(OrderConfiguration order) =>
        new(order.Number, order.Item, order.ItemName, order.TargetQuantity);

    static IEnumerable<UnassignedView> Unassigned(string machine, LineBook book) =>
        (book.Machines[machine].Unassigned ?? []).Select(
            parts => new UnassignedView(machine, parts.From, parts.To, parts.Quantity));

    RecentReasonView? Draw(RecentReason recent)
    {
        var reasons = recent.Use == ReasonConfiguration.Stop ? _stopReasons : _scrapReasons;
        return reasons.TryGetValue(recent.Code, out var reason)
            ? new RecentReasonView(recent.Machine, recent.Use, reason)
            : null;
    }

    FaultCodeView Draw(MachineConfiguration machine, long code) => new(
        code,
        machine.FaultCode?.Reasons.GetValueOrDefault(code) is { } reason && _stopReasons.TryGetValue(reason, out var known)
            ? known.Name
            : $"Fault {code}");

    static AnomalyView Draw(OpenAnomaly open) => new(
        open.Tag.Machine, open.Tag.Metric, open.Tag.Unit, open.Detector, open.Anomaly.Severity, open.Since,
        open.Anomaly.Value, open.Anomaly.ExpectedLow, open.Anomaly.ExpectedHigh);

    ReclassificationView Draw(Reclassification entry, DateTimeOffset now) => new(
        entry.Event, entry.Machine, entry.Quantity,
        entry.Reason is { } reason ? _scrapReasons.GetValueOrDefault(reason) : null,
        entry.At, entry.UndoUntil >= now ? entry.UndoUntil : null, entry.IsUndone);

    static LineView Replace(LineView view, string source, Func<SourceView, SourceView> change)
    {
        var changed = view.Sources.Where(each => each.Name == source).Select(change).FirstOrDefault();
        return changed is null ? view : view with
        {
            Sources = [.. view.Sources.Select(each => each.Name == source ? changed : each)],
            Machines =
                [.. view.Machines.Select(each => each.Connection?.Name == source ? each with { Connection = changed } : each)],
        };
    }

    static Dictionary<string, ReasonView> Reasons(EdgeConfiguration configuration, string kind) => configuration.Reasons
        .Where(reason => reason.Kind == kind)
        .ToDictionary(reason => reason.Code, reason => new ReasonView(reason.Code, reason.Name, reason.Planned));
}
