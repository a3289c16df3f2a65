using Mes.Contracts.Live;
using Mes.Domain.Anomalies;
using Mes.Domain.Machines;
using Mes.Edge.Journal;
using Mes.Edge.Line;

namespace Mes.Edge.Replication;

/// <summary>Shows the present to central, whatever waits in the journal (L25): on each change, and each second without.</summary>
sealed class LiveSender(
    CentralClient central, JournalStore store, LineBoard board, CentralLink link, TimeProvider time) : BackgroundService
{
    static readonly TimeSpan Least = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan Most = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            var view = board.Current;
            await SendAsync(view, stoppingToken);
            try
            {
                await Task.Delay(Least, time, stoppingToken);
                using var heartbeat = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                await Task.WhenAny(WaitForNewsAsync(view, heartbeat.Token), Task.Delay(Most - Least, time, heartbeat.Token));
                await heartbeat.CancelAsync();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    // Backlog and connection change with every commit; central need not know of them at once.
    async Task WaitForNewsAsync(LineView sent, CancellationToken cancellation)
    {
        var view = sent;
        while (view.Order == sent.Order && view.Machines.SequenceEqual(sent.Machines)
            && view.Anomalies.SequenceEqual(sent.Anomalies))
        {
            view = await board.NextAsync(view, cancellation);
        }
    }

    async Task SendAsync(LineView view, CancellationToken stopping)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, patience.Token);
        try
        {
            await central.PostLiveAsync(Draw(view), either.Token);
            link.Live(fault: null);
        }
        catch (HttpRequestException away)
        {
            link.Live(CentralRetry.Words(away));
        }
        catch (CentralRefusedException refused)
        {
            link.Live(refused.Message);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested || stopping.IsCancellationRequested)
        {
            link.Live("Central does not answer in time.");
        }
    }

    LiveView Draw(LineView view)
    {
        var tip = store.Tip.Current;
        var now = time.GetUtcNow();
        return new LiveView(
            store.Incarnation.Producer, store.Incarnation.Id, now, tip.Seq, tip.Settled,
            view.Central.BacklogEvents, view.Central.BacklogSegments,
            [.. view.Machines.Select(machine => new LiveMachine(
                machine.Machine, MachineStateCode.Of(machine.State), machine.Since ?? now,
                machine.Good, machine.Scrap, machine.Cause))],
            view.Order is { } order ? new LiveOrder(order.Number, order.Item, order.ItemName, order.Target) : null)
        {
            Anomalies = view.Anomalies.Count == 0 ? null : [.. view.Anomalies.Take(LiveView.MostAnomalies).Select(Draw)],
        };
    }

    static LiveAnomaly Draw(AnomalyView anomaly) => new(
        anomaly.Machine, anomaly.Metric, anomaly.Unit, DetectorKindCode.Of(anomaly.Detector),
        AnomalySeverityCode.Of(anomaly.Severity), anomaly.Since, anomaly.Value, anomaly.ExpectedLow, anomaly.ExpectedHigh);
}
