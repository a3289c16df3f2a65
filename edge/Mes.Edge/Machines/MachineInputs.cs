using Mes.Domain.Machines;
using Mes.Edge.Acquisition;

namespace Mes.Edge.Machines;

/// <summary>What a source's notices mean to a machine, in its own time. Holds nothing that must survive a restart.</summary>
sealed class MachineInputs(MachineTags tags)
{
    // Clocks are corrected by a little now and then: that long the fold waits without a word.
    static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    readonly SourceLag _lag = new();
    readonly Dictionary<long, TagSample> _present = [];
    DateTimeOffset? _returned;
    bool _isBehind;

    /// <summary>The samples that concern the machine, by time, framed by what the publication itself says.</summary>
    /// <param name="reached">
    /// How far the machine's time has come. It never goes back: while a source whose clock was set back is behind it, what that
    /// source shows cannot be placed, and nothing is known; then its present values are said anew.
    /// </param>
    public IReadOnlyList<MachineInput> Of(SourceNotice.Published published, DateTimeOffset reached)
    {
        var mine = published.Samples.Where(sample => tags.Has(sample.Tag)).ToList();
        var tagSetBack = mine.Select(Remember).DefaultIfEmpty().Max();
        var settled = published.PublishTime - _lag.Current ?? reached;
        var setBack = reached - mine.Select(sample => sample.Time).Append(settled).Max();
        if (_isBehind ? published.PublishTime is null || settled < reached : setBack > Tolerance)
        {
            IReadOnlyList<MachineInput> lost = _isBehind ? [] : [ClockSetBack(reached, setBack)];
            _isBehind = true;
            return lost;
        }

        var inputs = new List<MachineInput>();
        if (tagSetBack > Tolerance && !_isBehind)
        {
            inputs.Add(ClockSetBack(reached, tagSetBack));
            _isBehind = true;
        }

        if (_isBehind)
        {
            mine = [.. _present.Values];
            _returned ??= published.PublishTime;
            _isBehind = false;
        }

        if (_returned is { } returned)
        {
            inputs.Add(new MachineInput.DataReturned(returned - _lag.Current));
            _returned = null;
        }

        // OrderBy is stable: values of one instant stay in the order of arrival.
        inputs.AddRange(mine.OrderBy(sample => sample.Time).SelectMany(Seen));
        inputs.Add(new MachineInput.TimePassed(settled));
        return inputs;
    }

    /// <summary>The source speaks again: what the next publication brings is complete from then on.</summary>
    public void Take(SourceNotice.Connected connected) => _returned = connected.ServerTime;

    /// <summary>The source fell silent; null where it had not spoken since it was connected.</summary>
    public MachineInput? Of(SourceNotice.Interrupted interrupted)
    {
        _returned = null;
        _present.Clear();
        _isBehind = false;
        return interrupted.LastPublishTime is { } last
            ? new MachineInput.DataLost(last - _lag.Current, interrupted.Cause)
            : null;
    }

    /// <summary>How far this sample is older than the one before it of its tag.</summary>
    TimeSpan Remember(TagSample sample)
    {
        var isChange = _present.TryGetValue(sample.Tag, out var former);
        _present[sample.Tag] = sample;
        if (sample is { SourceTime: { } source, ServerTime: { } server })
        {
            _lag.Observe(source, server, isChange);
        }

        return isChange ? former.Time - sample.Time : TimeSpan.Zero;
    }

    static MachineInput.DataLost ClockSetBack(DateTimeOffset reached, TimeSpan by) =>
        new(reached, $"The source's clock was set back by {TimeSpan.FromSeconds(Math.Floor(by.TotalSeconds)):c}.");

    // One tag may tell several things: a state number can be a fault code as well.
    IEnumerable<MachineInput> Seen(TagSample sample)
    {
        if (tags.Signals.TryGetValue(sample.Tag, out var signal))
        {
            yield return new MachineInput.StateSeen(sample.Time, sample.Usable, signal);
        }

        if (sample.Tag == tags.Counter)
        {
            yield return new MachineInput.CounterSeen(sample.Time, sample.Usable);
        }

        if (sample.Tag == tags.FaultCode)
        {
            yield return new MachineInput.CodeSeen(sample.Time, sample.Usable);
        }
    }
}
