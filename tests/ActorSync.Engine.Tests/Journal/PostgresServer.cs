using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace ActorSync.Engine.Tests.Journal;

/// <summary>A PostgreSQL server of the tests' own, on loopback and in a temporary folder, from the programs installed on this machine.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string ServerUser = "postgres";
    private static readonly bool IsRoot = !OperatingSystem.IsWindows() && Environment.UserName == "root";

    private string _folder = string.Empty;
    private string _programs = string.Empty;
    private int _port;

    /// <summary>How to reach it.</summary>
    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username={ServerUser};Database=postgres;Pooling=true";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _programs = Programs();
        _port = FreePort();
        _folder = Directory.CreateTempSubdirectory("actorsync-postgres-").FullName;
        if (IsRoot)
        {
            await RunAsync("chown", [ServerUser, _folder], asServer: false); // The server refuses to run as root.
        }

        await RunAsync(Path.Combine(_programs, "initdb"), ["-D", Path.Combine(_folder, "data"), "-A", "trust", "-U", ServerUser, "-E", "UTF8", "-N"], asServer: true);
        await StartAsync();
    }

    /// <summary>Starts it, at first and again after <see cref="StopAtOnceAsync"/>.</summary>
    public Task StartAsync() => RunAsync(
        Path.Combine(_programs, "pg_ctl"),
        [
            "-D", Path.Combine(_folder, "data"), "-l", Path.Combine(_folder, "log"), "-w", "-s",
            "-o", $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder}", "start",
        ],
        asServer: true);

    /// <summary>Stops it as a power cut does.</summary>
    public Task StopAtOnceAsync() => RunAsync(Path.Combine(_programs, "pg_ctl"), ["-D", Path.Combine(_folder, "data"), "-m", "immediate", "-w", "-s", "stop"], asServer: true);

    /// <summary>The port that it listens on.</summary>
    public int Port => _port;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (File.Exists(Path.Combine(_folder, "data", "postmaster.pid")))
        {
            await RunAsync(Path.Combine(_programs, "pg_ctl"), ["-D", Path.Combine(_folder, "data"), "-m", "fast", "-w", "-s", "stop"], asServer: true);
        }

        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static string Programs()
    {
        const string installed = "/usr/lib/postgresql";
        var newest = Directory.Exists(installed)
            ? Directory.GetDirectories(installed)
                .Select(version => Path.Combine(version, "bin"))
                .Where(programs => File.Exists(Path.Combine(programs, "initdb")) && File.Exists(Path.Combine(programs, "pg_ctl")))
                .OrderBy(programs => programs.Length)
                .ThenBy(programs => programs, StringComparer.Ordinal)
                .LastOrDefault()
            : null;
        return newest ?? throw new InvalidOperationException(
            $"No PostgreSQL server is installed under {installed}, and the PostgreSQL journal is tested against a real one. Install the package 'postgresql', or run ./test.sh, which does.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task RunAsync(string program, string[] arguments, bool asServer)
    {
        var start = new ProcessStartInfo(asServer && IsRoot ? "setpriv" : program) { WorkingDirectory = "/" };
        if (asServer && IsRoot)
        {
            foreach (var argument in (string[])[$"--reuid={ServerUser}", $"--regid={ServerUser}", "--clear-groups", program])
            {
                start.ArgumentList.Add(argument);
            }
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // What initdb tells is of no interest; the server writes into its own log.
        start.RedirectStandardOutput = program.EndsWith("initdb", StringComparison.Ordinal);
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start)!;
        if (start.RedirectStandardOutput)
        {
            await process.StandardOutput.ReadToEndAsync();
        }

        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with exit code {process.ExitCode}.");
        }
    }
}
