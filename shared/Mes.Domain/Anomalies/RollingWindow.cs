namespace Mes.Domain.Anomalies;

/// <summary>
/// Mean and deviation of the last values. Each step updates both; as that adds up rounding, they are summed up anew whenever the
/// ring has gone round once, and when what is left of the sum of squares is too little beside what has been taken from it.
/// </summary>
sealed class RollingWindow
{
    // Beyond this ratio half of a double's digits are rounding.
    const double Cancelled = 1e-6;

    readonly double[] _ring;
    long _seen;
    double _mean;
    double _squareSum;
    double _peak;

    public RollingWindow(int size, DetectorProgress progress)
    {
        _ring = new double[size];
        for (var i = 0; i < progress.Window.Count; i++)
        {
            _ring[i] = progress.Window[i];
        }

        (_seen, _mean, _squareSum, _peak) = (progress.Seen, progress.Mean, progress.SquareSum, progress.Peak);
    }

    public bool IsFull => _seen >= _ring.Length;

    public double Mean => _mean;

    /// <summary>Sample standard deviation, n - 1 below; only of a full window.</summary>
    public double Deviation => Math.Sqrt(_squareSum / (_ring.Length - 1));

    public void Add(double value)
    {
        var next = (int)(_seen % _ring.Length);
        if (IsFull)
        {
            var oldest = _ring[next];
            var before = _mean;
            _mean += (value - oldest) / _ring.Length;
            _squareSum += (value - oldest) * (value - _mean + (oldest - before));
        }
        else
        {
            var distance = value - _mean;
            _mean += distance / (_seen + 1);
            _squareSum += distance * (value - _mean);
        }

        _ring[next] = value;
        _seen++;
        _peak = Math.Max(_peak, _squareSum);
        if (IsFull && (next == _ring.Length - 1 || _squareSum < _peak * Cancelled))
        {
            SumUp();
        }
    }

    public DetectorProgress Into(DetectorProgress progress) => progress with
    {
        Seen = _seen,
        Mean = _mean,
        SquareSum = _squareSum,
        Peak = _peak,
        Window = _ring[..(int)Math.Min(_seen, _ring.Length)],
    };

    // Around one of the values, so that equal values have deviation zero exactly.
    void SumUp()
    {
        var origin = _ring[0];
        var sum = 0.0;
        foreach (var value in _ring)
        {
            sum += value - origin;
        }

        _mean = origin + (sum / _ring.Length);
        _squareSum = 0;
        foreach (var value in _ring)
        {
            _squareSum += (value - _mean) * (value - _mean);
        }

        _peak = _squareSum;
    }
}
