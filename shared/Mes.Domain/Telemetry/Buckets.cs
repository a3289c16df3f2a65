namespace Mes.Domain.Telemetry;

/// <summary>
/// Samples of a range folded into buckets of one width, in any order of arrival. Nothing is allocated per sample. Buckets begin
/// at multiples of the width since 1970; the first and last hold only what lies in the range where samples are added singly.
/// </summary>
public sealed class Buckets
{
    readonly Tally[] _tallies;

    /// <param name="fromUs">First instant of the range, microseconds since 1970.</param>
    /// <param name="toUs">First instant after it.</param>
    /// <param name="widthUs">Microseconds.</param>
    public Buckets(long fromUs, long toUs, long widthUs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(widthUs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(toUs, fromUs);
        FirstUs = BucketWidth.Start(fromUs, widthUs);
        WidthUs = widthUs;
        _tallies = new Tally[((BucketWidth.Start(toUs - 1, widthUs) - FirstUs) / widthUs) + 1];
    }

    /// <summary>Where the first bucket begins.</summary>
    public long FirstUs { get; }

    public long WidthUs { get; }

    /// <summary>Where the last bucket ends.</summary>
    public long EndUs => FirstUs + (_tallies.Length * WidthUs);

    /// <summary>All buckets together.</summary>
    public Tally Total => _tallies.Aggregate(default(Tally), (sum, each) => sum.Plus(each));

    /// <summary>Takes one sample; one outside the buckets is left out.</summary>
    public void Add(long timeUs, double? value, uint status)
    {
        if (timeUs >= FirstUs && timeUs < EndUs)
        {
            ref var tally = ref _tallies[(timeUs - FirstUs) / WidthUs];
            tally = tally.With(value, status);
        }
    }

    /// <summary>Takes what a stretch comes to that lies in one bucket; one outside the buckets is left out.</summary>
    /// <param name="startUs">Where the stretch begins.</param>
    public void Add(long startUs, Tally stretch)
    {
        if (startUs >= FirstUs && startUs < EndUs)
        {
            ref var tally = ref _tallies[(startUs - FirstUs) / WidthUs];
            tally = tally.Plus(stretch);
        }
    }

    /// <summary>The buckets that hold samples, in order.</summary>
    public IEnumerable<(long StartUs, Tally Tally)> Filled()
    {
        for (var i = 0; i < _tallies.Length; i++)
        {
            if (_tallies[i].Samples > 0)
            {
                yield return (FirstUs + (i * WidthUs), _tallies[i]);
            }
        }
    }
}
