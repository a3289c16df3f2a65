using System.Text.Json;
using System.Text.Json.Serialization;
using Mes.Contracts.Events;

namespace Mes.Central.Plant;

/// <summary>Shifts and breaks as the calendar's table holds them.</summary>
static class SpansJson
{
    public static string Write(IReadOnlyList<CalendarSpan> spans) =>
        JsonSerializer.Serialize(spans, CalendarSpans.Default.IReadOnlyListCalendarSpan);

    public static IReadOnlyList<CalendarSpan> Read(string json) =>
        JsonSerializer.Deserialize(json, CalendarSpans.Default.IReadOnlyListCalendarSpan)!;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<CalendarSpan>))]
sealed partial class CalendarSpans : JsonSerializerContext;
