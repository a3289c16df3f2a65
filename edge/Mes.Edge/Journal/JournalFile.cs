using System.Globalization;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Mes.Edge.Journal;

/// <summary>
/// The file on disk, held by one worker at a time. SQLite before 3.51.3 can damage a file that two connections write or
/// checkpoint at one instant, so exactly one connection of one process does either (L16).
/// </summary>
sealed class JournalFile : IDisposable
{
    const int SchemaVersion = 1;

    // SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE of sqlite3.h; the wrapper does not name it.
    const int NoCheckpointOnClose = 1006;

    // auto_vacuum must come before the first table and before the change to WAL, which writes the file's header.
    const string OpenSql = """
        pragma auto_vacuum = incremental;
        pragma journal_mode = wal;
        pragma synchronous = full;
        pragma mmap_size = 0;
        pragma journal_size_limit = 67108864;
        pragma busy_timeout = 0;
        """;

    const string ReadSql = """
        pragma query_only = on;
        pragma mmap_size = 0;
        pragma wal_autocheckpoint = 0;
        pragma busy_timeout = 1000;
        """;

    // at_us is the edge's own clock, for retention only. settled_us: see EventRow.
    const string SchemaSql = """
        create table meta (name text primary key, value blob not null) without rowid;
        create table event (
            seq integer primary key, id blob not null unique, act blob unique, kind text not null,
            at_us integer not null, settled_us integer not null, bytes blob not null, hash blob not null, crc integer not null);
        create table segment (
            seq integer primary key, at_us integer not null, bytes blob not null, sha256 blob not null, crc integer not null);
        create table open_segment (ordinal integer primary key, bytes blob not null);
        create table checkpoint (name text primary key, json blob not null, crc integer not null) without rowid;
        create table acknowledged (lane integer primary key, seq integer not null, safe integer not null);
        pragma user_version = 1;
        """;

    readonly FileStream _lock;

    JournalFile(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    public string Path { get; }

    /// <summary>Takes the folder for this process, making it where it is missing.</summary>
    /// <exception cref="JournalException">Another worker holds it, or it cannot be written.</exception>
    public static JournalFile Hold(string folder)
    {
        var lockPath = System.IO.Path.Combine(folder, "journal.lock");
        try
        {
            Directory.CreateDirectory(folder);
            var held = new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            held.SetLength(0);
            held.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            held.Flush();
            return new JournalFile(System.IO.Path.Combine(folder, "journal.db"), held);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new JournalException(
                $"The journal in {folder} is in use by another mes-edge, or the folder cannot be written ({refused.Message}). "
                + "One folder serves one worker: stop the other one, or give this one its own edge.dataFolder.", refused);
        }
    }

    /// <summary>The one connection that writes; makes the tables in a new file.</summary>
    /// <exception cref="JournalException">The file is of a newer program, or no journal.</exception>
    public SqliteConnection OpenWriter()
    {
        var connection = Open(SqliteOpenMode.ReadWriteCreate);
        try
        {
            connection.Execute(OpenSql);
            Migrate(connection);
            return connection;
        }
        catch (SqliteException broken)
        {
            connection.Dispose();
            throw new JournalException($"{Path} cannot be opened as a journal: {broken.Message}", broken);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A connection that reads and never checkpoints.</summary>
    public SqliteConnection OpenReader()
    {
        var connection = Open(SqliteOpenMode.ReadOnly);
        connection.Execute(ReadSql);
        _ = SQLitePCL.raw.sqlite3_db_config(connection.Handle, NoCheckpointOnClose, 1, out _);
        return connection;
    }

    public void Dispose() => _lock.Dispose();

    SqliteConnection Open(SqliteOpenMode mode)
    {
        var address = new SqliteConnectionStringBuilder { DataSource = Path, Mode = mode, Pooling = false };
        var connection = new SqliteConnection(address.ConnectionString);
        connection.Open();
        return connection;
    }

    void Migrate(SqliteConnection connection)
    {
        var version = connection.ExecuteScalar<long>("pragma user_version");
        if (version > SchemaVersion)
        {
            throw new JournalException(
                $"{Path} was written by a newer mes-edge (journal version {version}, this program knows {SchemaVersion}). "
                + "Install the newer program again; the journal stays as it is.");
        }

        if (version == 0)
        {
            using var transaction = connection.BeginTransaction();
            connection.Execute(SchemaSql, transaction: transaction);
            transaction.Commit();
        }
    }
}
