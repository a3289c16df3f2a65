using System.Security.Cryptography;
using Mes.Contracts.Events;
using Mes.Edge.Configuration;
using Mes.Edge.Journal;

namespace Mes.Edge.Line;

/// <summary>What the journal needs now and then: telemetry bound into the chain (L20), old rows dropped (L23).</summary>
sealed class Housekeeping(EdgeConfiguration configuration, LineBook book, JournalStore store, EdgeClock clock)
{
    static readonly TimeSpan AnchorInterval = TimeSpan.FromMinutes(10);
    static readonly TimeSpan PruneInterval = TimeSpan.FromMinutes(1);

    TimeSpan _anchored = clock.Mono;
    TimeSpan _pruned = clock.Mono;

    /// <summary>Part of each commit.</summary>
    public void BeforeCommit()
    {
        var (first, last) = (book.Line.AnchoredThrough + 1, store.Tip.Current.Segment);
        if (clock.Mono - _anchored < AnchorInterval || first > last)
        {
            return;
        }

        using var root = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var hash in store.SegmentHashes(first, last))
        {
            root.AppendData(hash);
        }

        book.Anchor(new TelemetryAnchored(first, last, Convert.ToHexStringLower(root.GetHashAndReset())));
        _anchored = clock.Mono;
    }

    /// <summary>One bounded bite at a time.</summary>
    public void AfterCommit()
    {
        // Only then the detectors stand where a segment ends.
        if (store.OpenSamples == 0)
        {
            book.Anomalies.Checkpoint(store.Tip.Current.Segment, clock.Mono);
        }

        if (clock.Mono - _pruned >= PruneInterval)
        {
            store.Prune(clock.Utc - configuration.Retention, book.Line.AnchoredThrough);
            _pruned = clock.Mono;
        }
    }
}
