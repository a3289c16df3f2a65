namespace Mes.Edge.Acquisition;

/// <summary>
/// What was seen of each tag, to know a repetition by: a broker lawfully sends again what it does not know to have arrived.
/// </summary>
sealed class SourceCursor
{
    const int ValuesKept = 64;

    readonly Dictionary<long, DateTimeOffset> _times = [];
    readonly Dictionary<long, Queue<double?>> _values = [];

    public SourceCursor(SourceCheckpoint? from)
    {
        foreach (var mark in from?.Tags ?? [])
        {
            if (mark.Time is { } time)
            {
                _times[mark.Tag] = time;
            }

            _values[mark.Tag] = new Queue<double?>(mark.Values);
        }
    }

    public SourceCheckpoint Checkpoint => new(
        [.. _values.Select(each => new TagMark(each.Key, TimeOf(each.Key), [.. each.Value]))]);

    public void Take(IEnumerable<TagSample> samples)
    {
        foreach (var sample in samples)
        {
            if (!_values.TryGetValue(sample.Tag, out var values))
            {
                _values[sample.Tag] = values = [];
            }

            if (sample.SourceTime is { } time)
            {
                _times[sample.Tag] = TimeOf(sample.Tag) > time ? TimeOf(sample.Tag)!.Value : time;
                continue;
            }

            values.Enqueue(sample.Value);
            if (values.Count > ValuesKept)
            {
                values.Dequeue();
            }
        }
    }

    /// <param name="isMarked">The broker itself says that it may have come before.</param>
    public bool HasSeen(TagSample sample, bool isMarked) => sample.SourceTime is { } time
        ? time <= TimeOf(sample.Tag)
        : isMarked && _values.TryGetValue(sample.Tag, out var values) && values.Contains(sample.Value);

    DateTimeOffset? TimeOf(long tag) => _times.TryGetValue(tag, out var time) ? time : null;
}
