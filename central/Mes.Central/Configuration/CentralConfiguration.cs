using Mes.Contracts.Events;

namespace Mes.Central.Configuration;

/// <summary>What <c>central.json</c> says, checked as a whole before anything starts.</summary>
/// <param name="Port">Port on 127.0.0.1; 0 takes a free one.</param>
/// <param name="Connection">Npgsql connection string of <c>mes_service</c>.</param>
/// <param name="Site">The plant this central keeps.</param>
/// <param name="Shifts">In order of the day; none overlaps another.</param>
/// <param name="Breaks">Planned stops of every day.</param>
/// <param name="Edges">The line PCs that may send.</param>
sealed record CentralConfiguration(
    int Port, string Connection, SiteSettings Site, IReadOnlyList<CalendarSpan> Shifts, IReadOnlyList<CalendarSpan> Breaks,
    IReadOnlyList<EdgeSettings> Edges);

/// <param name="Number">First column of every key (L37); 0 is the company and no site.</param>
/// <param name="Code">As in <c>site/line/machine</c>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="TimeZone">IANA name.</param>
sealed record SiteSettings(int Number, string Code, string Name, string TimeZone);

/// <param name="Producer">The edge's number; 0 is central itself.</param>
/// <param name="Line">Code of the line it serves.</param>
/// <param name="Name">What people call it.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo, DER, of a P-256 key.</param>
sealed record EdgeSettings(uint Producer, string Line, string Name, byte[] PublicKey);
