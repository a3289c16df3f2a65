using Mes.Contracts.Events;
using Mes.Domain.Telemetry;

namespace Mes.Central.Machines.Telemetry;

/// <summary>Folds blocks into what was asked for.</summary>
sealed class SeriesFold
{
    /// <summary>LTTB looks at each sample: more would take longer than a page waits.</summary>
    public const int MostForLine = 2_000_000;

    const long MinuteUs = 60_000_000;
    const long HourUs = 60 * MinuteUs;

    readonly SeriesRequest _request;
    readonly long _fromUs;
    readonly long _toUs;
    readonly Buckets _buckets;
    readonly SampleBuffer _samples;
    Tally _total;

    public SeriesFold(SeriesRequest request)
    {
        _request = request;
        _fromUs = Microseconds.Of(request.From);
        _toUs = Microseconds.Of(request.To);
        _buckets = new Buckets(_fromUs, _toUs, BucketWidth.For(_fromUs, _toUs, request.Points));
        _samples = new SampleBuffer(
            request.Form switch
            {
                TelemetrySeries.Line => MostForLine,
                TelemetrySeries.Buckets => 0,
                _ => request.Points,
            });
    }

    bool WantsLine => _request.Form == TelemetrySeries.Line;

    /// <summary>Whether what minutes come to will do: buckets are made of whole minutes.</summary>
    public bool TakesSlices => !WantsLine && BucketWidth.HoldsMinutes(_buckets.WidthUs);

    /// <summary>What must be read: whole buckets, where they are made of whole minutes.</summary>
    public (DateTimeOffset From, DateTimeOffset To) Reads => TakesSlices
        ? (Microseconds.ToTime(_buckets.FirstUs), Microseconds.ToTime(_buckets.EndUs))
        : (_request.From, _request.To);

    /// <summary>A line was asked for of more samples than that may take.</summary>
    public bool IsTooLong => WantsLine && _samples.IsOver;

    public void Add(StoredBlock block)
    {
        if (block.Slices is { } slices)
        {
            AddSlices(block.StartUs, slices);
            return;
        }

        var (first, end) = TakesSlices ? (_buckets.FirstUs, _buckets.EndUs) : (_fromUs, _toUs);
        var time = block.StartUs;
        for (var i = 0; i < block.Steps.Length; i++)
        {
            time += block.Steps[i];
            if (time < first || time >= end)
            {
                continue;
            }

            var status = block.Status is null ? 0u : unchecked((uint)block.Status[i]);
            _buckets.Add(time, block.Values[i], status);
            if (time >= _fromUs && time < _toUs)
            {
                _samples.Add(time, block.Values[i], status);
                _total = _total.With(block.Values[i], status);
            }
        }
    }

    public (string Form, TelemetryPoints Points, TelemetrySummary Summary) Result()
    {
        _samples.Sort();
        return WantsLine ? (TelemetrySeries.Line, LinePoints(), Summary(_total))
            : !_samples.IsOver && _request.Form is null ? (TelemetrySeries.Samples, SamplePoints(), Summary(_total))
            : (TelemetrySeries.Buckets, BucketPoints(), Summary(TakesSlices ? _buckets.Total : _total));
    }

    public double BucketSeconds => _buckets.WidthUs / 1e6;

    void AddSlices(long startUs, StoredSlices slices)
    {
        _samples.GiveUp();
        var hour = BucketWidth.Start(startUs, HourUs);
        for (var i = 0; i < slices.Minute.Length; i++)
        {
            _buckets.Add(
                hour + (slices.Minute[i] * MinuteUs),
                new Tally(
                    slices.Samples[i], slices.Usable[i], slices.Uncertain[i], slices.Low[i] ?? 0, slices.High[i] ?? 0,
                    slices.Sum[i] ?? 0));
        }
    }

    TelemetryPoints LinePoints()
    {
        // A point without a value has no place on a line.
        var usable = new List<int>(_samples.Times.Length);
        for (var i = 0; i < _samples.Times.Length; i++)
        {
            if (!double.IsNaN(_samples.Values[i]))
            {
                usable.Add(i);
            }
        }

        var (times, values) = (new long[usable.Count], new double[usable.Count]);
        for (var i = 0; i < usable.Count; i++)
        {
            (times[i], values[i]) = (_samples.Times[usable[i]], _samples.Values[usable[i]]);
        }

        var kept = Lttb.Select(times, values, _request.Points);
        return new TelemetryPoints(
            [.. kept.Select(index => times[index] / 1e3)], [.. kept.Select(index => (double?)values[index])], null, null, null,
            null, null);
    }

    TelemetryPoints SamplePoints()
    {
        var (times, values) = (_samples.Times.ToArray(), _samples.Values.ToArray());
        var status = _samples.Status.ToArray();
        var uncertain = values.Zip(status, (value, each) => !double.IsNaN(value) && SampleQuality.IsUncertain(each) ? 1.0 : 0.0);
        return new TelemetryPoints(
            [.. times.Select(time => time / 1e3)], [.. values.Select(value => double.IsNaN(value) ? (double?)null : value)],
            null, null, null, UnlessNone(values.Select(value => double.IsNaN(value) ? 1.0 : 0.0)), UnlessNone(uncertain));
    }

    TelemetryPoints BucketPoints()
    {
        var filled = _buckets.Filled().ToList();
        return new TelemetryPoints(
            [.. filled.Select(bucket => bucket.StartUs / 1e3)],
            [.. filled.Select(bucket => bucket.Tally.Mean)],
            [.. filled.Select(bucket => bucket.Tally.Usable == 0 ? (double?)null : bucket.Tally.Low)],
            [.. filled.Select(bucket => bucket.Tally.Usable == 0 ? (double?)null : bucket.Tally.High)],
            [.. filled.Select(bucket => bucket.Tally.Samples)],
            UnlessNone(filled.Select(bucket => Share(bucket.Tally.Samples - bucket.Tally.Usable, bucket.Tally.Samples))),
            UnlessNone(filled.Select(bucket => Share(bucket.Tally.Uncertain, bucket.Tally.Samples))));
    }

    TelemetrySummary Summary(Tally total)
    {
        var (last, at) = Newest();
        return new TelemetrySummary(
            total.Samples, total.Samples - total.Usable, total.Uncertain, total.Usable == 0 ? null : total.Low,
            total.Usable == 0 ? null : total.High, total.Mean, last, at is null ? null : Microseconds.ToTime(at.Value));
    }

    (double? Value, long? AtUs) Newest()
    {
        if (_samples.IsOver || _request.Form == TelemetrySeries.Buckets)
        {
            var bucket = _buckets.Filled().LastOrDefault(each => each.Tally.Usable > 0);
            return bucket.Tally.Usable == 0 ? (null, null) : (bucket.Tally.Mean, bucket.StartUs);
        }

        for (var i = _samples.Times.Length - 1; i >= 0; i--)
        {
            if (!double.IsNaN(_samples.Values[i]))
            {
                return (_samples.Values[i], _samples.Times[i]);
            }
        }

        return (null, null);
    }

    static double Share(int part, int all) => all == 0 ? 0 : Math.Round((double)part / all, 6);

    static IReadOnlyList<double>? UnlessNone(IEnumerable<double> shares)
    {
        var all = shares.ToList();
        return all.TrueForAll(share => share == 0) ? null : all;
    }
}
