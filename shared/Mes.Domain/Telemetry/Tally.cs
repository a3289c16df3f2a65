namespace Mes.Domain.Telemetry;

/// <summary>What a number of samples come to. The default is that of none.</summary>
/// <param name="Samples">All, whatever their quality.</param>
/// <param name="Usable">Those from which the figures are made (<see cref="SampleQuality.IsUsable"/>).</param>
/// <param name="Uncertain">Of the usable ones, those that their source doubts.</param>
/// <param name="Low">The least usable value; without meaning where there is none. Likewise the others.</param>
/// <param name="High">The greatest usable value.</param>
/// <param name="Sum">The sum of usable values.</param>
public readonly record struct Tally(int Samples, int Usable, int Uncertain, double Low, double High, double Sum)
{
    /// <summary>The mean of usable values; null where there is none.</summary>
    public double? Mean => Usable == 0 ? null : Sum / Usable;

    public Tally With(double? value, uint status) => SampleQuality.IsUsable(value, status)
        ? Plus(new Tally(1, 1, SampleQuality.IsUncertain(status) ? 1 : 0, value!.Value, value.Value, value.Value))
        : this with { Samples = Samples + 1 };

    /// <summary>Both together.</summary>
    public Tally Plus(Tally other)
    {
        if (Usable == 0 || other.Usable == 0)
        {
            var known = Usable == 0 ? other : this;
            return known with { Samples = Samples + other.Samples };
        }

        return new Tally(
            Samples + other.Samples, Usable + other.Usable, Uncertain + other.Uncertain, Math.Min(Low, other.Low),
            Math.Max(High, other.High), Sum + other.Sum);
    }
}
