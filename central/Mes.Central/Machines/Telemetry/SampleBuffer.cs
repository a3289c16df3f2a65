using Mes.Domain.Telemetry;

namespace Mes.Central.Machines.Telemetry;

/// <summary>Samples in memory, by column, up to a limit.</summary>
sealed class SampleBuffer(int most)
{
    readonly List<long> _times = [];
    readonly List<double> _values = [];
    readonly List<uint> _status = [];

    /// <summary>More samples came than it may hold; it holds none then.</summary>
    public bool IsOver { get; private set; }

    public ReadOnlySpan<long> Times => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_times);

    /// <summary>NaN where a sample has no usable value.</summary>
    public ReadOnlySpan<double> Values => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_values);

    public ReadOnlySpan<uint> Status => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_status);

    public void Add(long timeUs, double? value, uint status)
    {
        if (IsOver)
        {
            return;
        }

        if (_times.Count == most)
        {
            GiveUp();
            return;
        }

        _times.Add(timeUs);
        _values.Add(SampleQuality.IsUsable(value, status) ? value!.Value : double.NaN);
        _status.Add(status);
    }

    /// <summary>Samples are not known one by one.</summary>
    public void GiveUp()
    {
        IsOver = true;
        _times.Clear();
        _values.Clear();
        _status.Clear();
    }

    /// <summary>Brings them into order of time; blocks of one hour may overlap.</summary>
    public void Sort()
    {
        if (!IsSorted())
        {
            var order = Enumerable.Range(0, _times.Count).OrderBy(index => _times[index]).ToArray();
            Reorder(_times, order);
            Reorder(_values, order);
            Reorder(_status, order);
        }
    }

    bool IsSorted()
    {
        for (var i = 1; i < _times.Count; i++)
        {
            if (_times[i] < _times[i - 1])
            {
                return false;
            }
        }

        return true;
    }

    static void Reorder<T>(List<T> column, int[] order)
    {
        var old = column.ToArray();
        for (var i = 0; i < order.Length; i++)
        {
            column[i] = old[order[i]];
        }
    }
}
