using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mes.Contracts.Events;

/// <summary>
/// Time on the wire: whole microseconds since 1970-01-01 UTC, or of a duration. Finer digits are cut off, never rounded up.
/// </summary>
public static class Microseconds
{
    public static long Of(DateTimeOffset time) =>
        Math.DivRem(time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks, TimeSpan.TicksPerMicrosecond, out var rest)
        - (rest < 0 ? 1 : 0);

    public static long Of(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;

    /// <exception cref="ArgumentOutOfRangeException">Outside the years 1 to 9999.</exception>
    public static DateTimeOffset ToTime(long microseconds)
    {
        if (microseconds is < -62_135_596_800_000_000 or >= 253_402_300_800_000_000)
        {
            throw new ArgumentOutOfRangeException(nameof(microseconds), microseconds, "A time must lie in the years 1 to 9999.");
        }

        return DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
    }

    /// <exception cref="ArgumentOutOfRangeException">Longer than a TimeSpan can hold.</exception>
    public static TimeSpan ToSpan(long microseconds)
    {
        if (Math.Abs((decimal)microseconds) > long.MaxValue / TimeSpan.TicksPerMicrosecond)
        {
            throw new ArgumentOutOfRangeException(nameof(microseconds), microseconds, "A duration must fit 29,000 years.");
        }

        return TimeSpan.FromTicks(microseconds * TimeSpan.TicksPerMicrosecond);
    }
}

sealed class TimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var microseconds = reader.GetInt64();
        return microseconds is < -62_135_596_800_000_000 or >= 253_402_300_800_000_000
            ? throw new JsonException($"{microseconds} is not a time in the years 1 to 9999.")
            : Microseconds.ToTime(microseconds);
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(Microseconds.Of(value));
}

sealed class SpanConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var microseconds = reader.GetInt64();
        return Math.Abs((decimal)microseconds) > long.MaxValue / TimeSpan.TicksPerMicrosecond
            ? throw new JsonException($"{microseconds} is not a duration under 29,000 years.")
            : Microseconds.ToSpan(microseconds);
    }

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(Microseconds.Of(value));
}
