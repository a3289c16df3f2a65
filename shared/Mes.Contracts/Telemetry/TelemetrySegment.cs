namespace Mes.Contracts.Telemetry;

/// <summary>
/// The unit of the telemetry lane (L13): many tags' samples, sorted by tag and, within a tag, in the order they came. Immutable
/// once sealed. <see cref="SegmentCodec"/> gives its bytes.
/// </summary>
/// <param name="Boot">Monotonic clock of the first sample (L10).</param>
/// <param name="EdgeUtc">Edge's wall clock at the first sample.</param>
/// <param name="EdgeMono">Edge's monotonic clock at the first sample.</param>
/// <param name="Samples">At least one, at most <see cref="MaxSamples"/>.</param>
public sealed record TelemetrySegment(
    Guid Boot, DateTimeOffset EdgeUtc, TimeSpan EdgeMono, IReadOnlyList<TelemetrySample> Samples)
{
    public const int MaxSamples = 10_000;
}
