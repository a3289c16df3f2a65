using System.Globalization;
using System.Text;
using System.Text.Json;
using Mes.Edge.Configuration;

namespace Mes.Edge.Acquisition;

/// <summary>What a payload says of one tag.</summary>
/// <param name="Value">Null where there is a text that is no number.</param>
/// <param name="Time">Null where the tag has none in its payload.</param>
/// <param name="Fault">Why it could not be read, for people; null where it could.</param>
readonly record struct PayloadReading(double? Value, DateTimeOffset? Time, string? Fault)
{
    public static PayloadReading Unreadable(string why) => new(null, null, why);
}

/// <summary>Reads one tag out of payloads. Pure; a payload that does not fit is a value of its own, never an exception.</summary>
sealed class PayloadReader
{
    static readonly JsonDocumentOptions Limits = new() { MaxDepth = 32 };
    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    static readonly char[] Separators = [';', '\t', ','];

    readonly PayloadFormat _format;
    readonly string? _value;
    readonly string? _time;
    readonly JsonPointer? _valueAt;
    readonly JsonPointer? _timeAt;

    /// <param name="value">A valid JSON pointer or column, as the format asks for.</param>
    /// <param name="time">The same; null for none.</param>
    public PayloadReader(PayloadFormat format, string? value, string? time)
    {
        _format = format;
        _value = value;
        _time = time;
        if (format == PayloadFormat.Json)
        {
            _valueAt = JsonPointer.Parse(value ?? "");
            _timeAt = time is null ? null : JsonPointer.Parse(time);
        }
    }

    public PayloadReading Read(ReadOnlyMemory<byte> payload)
    {
        try
        {
            return _format switch
            {
                PayloadFormat.Json => ReadJson(payload),
                PayloadFormat.Csv => ReadCsv(Strict.GetString(payload.Span)),
                _ => ReadWhole(Strict.GetString(payload.Span).Trim()),
            };
        }
        catch (JsonException)
        {
            return PayloadReading.Unreadable("it is not JSON");
        }
        catch (Exception noText) when (noText is DecoderFallbackException or InvalidOperationException)
        {
            // A string of JSON is decoded only when it is asked for, and half of a surrogate pair is an invalid operation then.
            return PayloadReading.Unreadable("it is not UTF-8 text");
        }
    }

    PayloadReading ReadJson(ReadOnlyMemory<byte> payload)
    {
        using var document = JsonDocument.Parse(payload, Limits);
        DateTimeOffset? time = null;
        if (_timeAt is not null)
        {
            time = TimeIn(_timeAt.In(document.RootElement));
            if (time is null)
            {
                return PayloadReading.Unreadable($"there is no time at {_time}");
            }
        }

        return _valueAt!.In(document.RootElement) switch
        {
            null => PayloadReading.Unreadable($"there is nothing at {_value}"),
            { ValueKind: JsonValueKind.Number } number => Finite(number.GetDouble(), time),
            { ValueKind: JsonValueKind.True } => new PayloadReading(1, time, null),
            { ValueKind: JsonValueKind.False } => new PayloadReading(0, time, null),
            { ValueKind: JsonValueKind.String } text => new PayloadReading(NumberOrFlag(text.GetString()!.Trim()), time, null),
            _ => PayloadReading.Unreadable($"what stands at {_value} is no number"),
        };
    }

    PayloadReading ReadCsv(string text)
    {
        var line = text.AsSpan().TrimStart("\r\n").ToString().Split('\n')[0].TrimEnd('\r');
        var separator = Separators.FirstOrDefault(each => line.Contains(each, StringComparison.Ordinal), ',');
        var columns = line.Split(separator);
        DateTimeOffset? time = null;
        if (_time is not null)
        {
            time = Column(columns, _time) is { } stamp ? PayloadTime.Of(stamp) : null;
            if (time is null)
            {
                return PayloadReading.Unreadable($"there is no time in column {_time}");
            }
        }

        return Column(columns, _value!) is not { } value ? PayloadReading.Unreadable($"there is no column {_value}")
            : NumberOrFlag(value) is { } number ? Finite(number, time)
            : PayloadReading.Unreadable($"\"{Shortened(value)}\" in column {_value} is no number");
    }

    PayloadReading ReadWhole(string text) => (_format, NumberOrFlag(text)) switch
    {
        (PayloadFormat.Text, var any) => new PayloadReading(any, null, null),
        (_, { } number) when IsNumber(text) => Finite(number, null),
        _ => PayloadReading.Unreadable($"\"{Shortened(text)}\" is no number"),
    };

    static DateTimeOffset? TimeIn(JsonElement? place) => place switch
    {
        { ValueKind: JsonValueKind.String } text => PayloadTime.Of(text.GetString()!.Trim()),
        { ValueKind: JsonValueKind.Number } number => PayloadTime.Of(number.GetDouble()),
        _ => null,
    };

    static string? Column(string[] columns, string number) =>
        int.Parse(number, CultureInfo.InvariantCulture) is var index && index < columns.Length
            ? columns[index].Trim().Trim('"')
            : null;

    static double? NumberOrFlag(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" or "ON" => 1,
        "FALSE" or "OFF" => 0,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : null,
    };

    static bool IsNumber(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    static PayloadReading Finite(double number, DateTimeOffset? time) => double.IsFinite(number)
        ? new PayloadReading(number, time, null)
        : PayloadReading.Unreadable("the number is too large");

    static string Shortened(string text) => text.Length > 40 ? $"{text[..40]}…" : text;
}
