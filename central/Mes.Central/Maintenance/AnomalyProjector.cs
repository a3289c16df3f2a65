using Dapper;
using Mes.Central.Ledger;
using Mes.Contracts.Events;
using Mes.Domain.Anomalies;
using Npgsql;

namespace Mes.Central.Maintenance;

/// <summary>Turns the alarms of detectors into facts.</summary>
sealed class AnomalyProjector : IProjector
{
    const string InsertSql = """
        insert into anomaly_alert (
            site, machine_id, metric, severity, detected_at, value, expected_low, expected_high,
            detector, producer, tag, event_id, position, ordinal)
        select * from unnest(
            @Site, @Machine, @Metric, @Severity, @DetectedAt, @Value, @ExpectedLow, @ExpectedHigh,
            @Detector, @Producer, @Tag, @EventId, @Position, @Ordinal)
        """;

    public string Module => "maintenance";

    public string? AggregateOf(LedgerEvent appended) =>
        appended.Event.Body is AnomalyDetected detected ? $"{detected.Machine}/{detected.Metric}" : null;

    public async Task ProjectAsync(
        NpgsqlTransaction transaction, IReadOnlyList<LedgerEvent> events, CancellationToken cancellation)
    {
        var rows = events.Select(Row.Of).ToArray();
        var columns = new
        {
            Site = Column(rows, row => row.Known.Site),
            Machine = Column(rows, row => row.Detected.Machine),
            Metric = Column(rows, row => row.Detected.Metric),
            Severity = Column(rows, row => row.Detected.Severity),
            DetectedAt = Column(rows, row => row.At),
            Value = Column(rows, row => row.Detected.Value),
            ExpectedLow = Column(rows, row => row.Detected.ExpectedLow),
            ExpectedHigh = Column(rows, row => row.Detected.ExpectedHigh),
            Detector = Column(rows, row => row.Detected.Detector),
            Producer = Column(rows, row => row.Producer),
            Tag = Column(rows, row => row.Detected.Tag),
            EventId = Column(rows, row => row.EventId),
            Position = Column(rows, row => row.Known.Position),
            Ordinal = Column(rows, row => row.Known.Ordinal),
        };
        await transaction.Connection!.ExecuteAsync(
            new CommandDefinition(InsertSql, columns, transaction, cancellationToken: cancellation));
    }

    static T[] Column<T>(Row[] rows, Func<Row, T> value) => [.. rows.Select(value)];

    sealed record Row(AnomalyDetected Detected, DateTimeOffset At, long Producer, Guid EventId, LedgerPlace Known)
    {
        public static Row Of(LedgerEvent appended)
        {
            var (body, times) = ((AnomalyDetected)appended.Event.Body, appended.Event.Times);
            return AnomalySeverityCode.TryParse(body.Severity, out _)
                ? new Row(
                    body, (times.Source ?? times.EdgeUtc).ToUniversalTime(), appended.Journal.Producer, appended.Event.Id,
                    appended.Known)
                : throw new FormatException($"'{body.Severity}' is no severity of an anomaly.");
        }
    }
}
