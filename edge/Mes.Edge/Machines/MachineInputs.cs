using Mes.Domain.Machines;
using Mes.Edge.Acquisition;

namespace Mes.Edge.Machines;

/// <summary>What a source's notices mean to a machine, in its own time. Holds nothing that must survive a restart.</summary>
/// <param name="stateTag">Number of the tag that tells the state.</param>
/// <param name="counterTag">Number of the tag that counts parts; null for none.</param>
sealed class MachineInputs(long stateTag, long? counterTag)
{
    readonly SourceLag _lag = new();
    readonly HashSet<long> _seen = [];
    DateTimeOffset? _returned;

    /// <summary>The samples that concern the machine, by time, framed by what the publication itself says.</summary>
    public IReadOnlyList<MachineInput> Of(SourceNotice.Published published)
    {
        var mine = published.Samples.Where(sample => sample.Tag == stateTag || sample.Tag == counterTag).ToList();
        foreach (var sample in mine)
        {
            if (sample is { SourceTime: { } source, ServerTime: { } server })
            {
                _lag.Observe(source, server, isChange: !_seen.Add(sample.Tag));
            }
        }

        var settled = published.PublishTime - _lag.Current;
        var inputs = new List<MachineInput>();
        if (_returned is { } returned)
        {
            inputs.Add(new MachineInput.DataReturned(returned - _lag.Current));
            _returned = null;
        }

        // OrderBy is stable: values of one instant stay in the order of arrival.
        inputs.AddRange(mine.OrderBy(sample => sample.Time).Select(Seen));
        inputs.Add(new MachineInput.TimePassed(settled));
        return inputs;
    }

    /// <summary>The source speaks again: what the next publication brings is complete from then on.</summary>
    public void Take(SourceNotice.Connected connected) => _returned = connected.ServerTime;

    /// <summary>The source fell silent; null where it had not spoken since it was connected.</summary>
    public MachineInput? Of(SourceNotice.Interrupted interrupted)
    {
        _returned = null;
        _seen.Clear();
        return interrupted.LastPublishTime is { } last
            ? new MachineInput.DataLost(last - _lag.Current, interrupted.Cause)
            : null;
    }

    MachineInput Seen(TagSample sample) => sample.Tag == stateTag
        ? new MachineInput.StateSeen(sample.Time, sample.Usable)
        : new MachineInput.CounterSeen(sample.Time, sample.Usable);
}
