using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Mes.Edge.Journal;

/// <summary>
/// Takes the SQLite that the operating system patches, not the old one in the package; the package's is the fallback where the
/// system has none.
/// </summary>
static class SystemSqlite
{
    // Before the first connection, wherever that is opened, tests included: hence a module initializer.
    [SuppressMessage("Usage", "CA2255", Justification = "The library must be redirected before its first use by anybody.")]
    [ModuleInitializer]
    internal static void Redirect()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        raw.FreezeProvider();
    }

    static nint Resolve(string name, System.Reflection.Assembly assembly, DllImportSearchPath? path)
    {
        var system = OperatingSystem.IsWindows() ? "winsqlite3.dll" : "libsqlite3.so.0";
        return name == "e_sqlite3" && NativeLibrary.TryLoad(system, out var handle) ? handle : nint.Zero;
    }
}
