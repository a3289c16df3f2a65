using Mes.Contracts.Events;
using Mes.Edge.Journal;
using Mes.Edge.Line;

namespace Mes.Edge.Replication;

/// <summary>Compares our clock with central's by small requests of their own and tells what is worth telling (L10).</summary>
sealed class ClockObserver(CentralClient central, EdgeClock clock, RecorderInbox inbox, LineBoard board) : BackgroundService
{
    const int Questions = 5;
    static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        ClockComparison? told = null;
        try
        {
            while (true)
            {
                var best = await CompareAsync(stoppingToken);
                if (best is { } comparison)
                {
                    told = await TellAsync(comparison, told, stoppingToken);
                }

                // A central that is away is asked more often, so that the first comparison does not wait.
                await Task.Delay(best is null ? Interval / 6 : Interval, clock.Time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
    }

    async Task<ClockComparison?> TellAsync(ClockComparison comparison, ClockComparison? told, CancellationToken cancellation)
    {
        var now = clock.Times();
        board.Update(view => view with { Clock = new ClockView(comparison.Offset, comparison.Uncertainty, now.EdgeUtc) });
        if (!comparison.IsWorthTelling(told))
        {
            return told;
        }

        var observed = new ClockObserved(now.Boot, now.EdgeMono, now.EdgeUtc, comparison.Offset, comparison.Uncertainty);
        await inbox.PutAsync(new RecorderNote.ClockCompared(observed), cancellation);
        return comparison;
    }

    // The quickest answer was held up least, so its middle is nearest to the instant that central read its clock.
    async Task<ClockComparison?> CompareAsync(CancellationToken stopping)
    {
        ClockComparison? best = null;
        for (var i = 0; i < Questions; i++)
        {
            using var patience = new CancellationTokenSource(Patience, clock.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, patience.Token);
            var (asked, started) = (clock.Utc, clock.Mono);
            try
            {
                var answer = await central.TimeAsync(either.Token);
                var comparison = ClockComparison.Of(asked, clock.Mono - started, answer.Utc, clock.Mono);
                best = best is { } former && former.Uncertainty <= comparison.Uncertainty ? former : comparison;
            }
            catch (OperationCanceledException) when (patience.IsCancellationRequested)
            {
                return best;
            }
            catch (Exception away) when (away is HttpRequestException or CentralRefusedException)
            {
                return best;
            }
        }

        return best;
    }
}
