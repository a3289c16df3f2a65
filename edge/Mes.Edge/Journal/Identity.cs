using System.Buffers.Binary;
using Dapper;
using Mes.Edge.Configuration;
using Microsoft.Data.Sqlite;

namespace Mes.Edge.Journal;

/// <summary>Ties a journal to the producer and the key it was begun with.</summary>
static class Identity
{
    const string ReadSql = "select value from meta where name = @Name";

    const string WriteSql = """
        insert into meta (name, value)
        values ('producer', @Producer), ('incarnation', @Incarnation), ('key', @Key)
        """;

    /// <summary>A new journal becomes this producer's; an old one must be.</summary>
    /// <exception cref="JournalException">The journal is another producer's, or was begun with another key.</exception>
    public static Incarnation Claim(SqliteConnection connection, string path, uint producer, ProducerKey key)
    {
        if (connection.QuerySingleOrDefault<byte[]?>(ReadSql, new { Name = "incarnation" }) is not { } incarnation)
        {
            var fresh = new Incarnation(producer, Guid.NewGuid(), key);
            var number = new byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(number, producer);
            connection.Execute(
                WriteSql, new { Producer = number, Incarnation = fresh.Id.ToByteArray(bigEndian: true), Key = key.Id });
            return fresh;
        }

        var owner = BinaryPrimitives.ReadUInt32BigEndian(connection.QuerySingle<byte[]>(ReadSql, new { Name = "producer" }));
        if (owner != producer)
        {
            throw new JournalException(
                $"{path} is the journal of producer {owner}, the configuration says {producer}. "
                + "Correct edge.producer, or give this producer a folder of its own.");
        }

        return connection.QuerySingle<byte[]>(ReadSql, new { Name = "key" }).AsSpan().SequenceEqual(key.Id)
            ? new Incarnation(producer, new Guid(incarnation, bigEndian: true), key)
            : throw new JournalException($"{path} was begun with another key than edge.keyFile holds. Put the former key back.");
    }
}
