using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;

namespace ActorSync.Engine.Runs;

/// <summary>Keeps what a run was made from, so that it can go on when the source files have changed or vanished: compressed, readable by its owner only.</summary>
public sealed class RunSpool : IDisposable
{
    private const int Version = 1;

    // Deflate's best case: https://zlib.net/zlib_tech.html
    private const long MostUnzippedPerByte = 1032;

    private const string DecidedMark = "decided-";
    private const string DecidedEnding = ".json.gz";

    private readonly string _folder;
    private readonly List<Sink> _sinks = [];
    private Contents _contents;

    private RunSpool(string folder, Contents contents)
    {
        _folder = folder;
        _contents = contents;
    }

    /// <summary>The pilot group that the run was limited to, or null.</summary>
    public IReadOnlyList<EmployeeId>? Only => _contents.Only?.Select(id => new EmployeeId(id)).ToList();

    /// <summary>The source files in the order given; none before <see cref="Complete"/> and where a plan was applied.</summary>
    public IReadOnlyList<SpooledFile> Files =>
        [.. _contents.Sources.Select(source => new SpooledFile(source.Name, () => Unzip(Path.Combine(_folder, source.File))))];

    /// <summary>Whether it tells what the run was made from: a closed run's does not any more.</summary>
    public bool HasContents => File.Exists(ContentsFile);

    private string ContentsFile => Path.Combine(_folder, "spool.json");

    private string PlanFile => Path.Combine(_folder, "plan.json.gz");

    // A process that has lost its lease and does not know it yet can only write over its own; whoever decides last has the highest epoch.
    private string? DecidedFile => Decided.OrderBy(decided => decided.Epoch).Select(decided => decided.File).LastOrDefault();

    private IEnumerable<(long Epoch, string File)> Decided =>
        from file in Directory.GetFiles(_folder, $"{DecidedMark}*{DecidedEnding}")
        let epoch = Path.GetFileName(file)[DecidedMark.Length..^DecidedEnding.Length]
        where long.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        select (long.Parse(epoch, NumberStyles.None, CultureInfo.InvariantCulture), file);

    /// <summary>Whether a run keeps here what it has decided, as it does from then on until it is closed.</summary>
    public static bool HasDecided(StateDirectory state, RunId run)
    {
        ArgumentNullException.ThrowIfNull(state);

        return new RunSpool(state.RunFolder(run), new(Version, [], null)).DecidedFile is not null;
    }

    /// <summary>Makes the spool of a new run; what an earlier attempt with this id left is gone.</summary>
    public static RunSpool Create(StateDirectory state, RunId run)
    {
        ArgumentNullException.ThrowIfNull(state);

        var folder = state.RunFolder(run);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        OwnerOnly.CreateFolder(folder);
        return new(folder, new(Version, [], null));
    }

    /// <summary>Opens the spool of a run that was opened earlier.</summary>
    /// <exception cref="IOException">It is missing or damaged.</exception>
    public static RunSpool Open(StateDirectory state, RunId run)
    {
        ArgumentNullException.ThrowIfNull(state);

        var spool = new RunSpool(state.RunFolder(run), new(Version, [], null));
        if (!Directory.Exists(spool._folder))
        {
            throw new DirectoryNotFoundException($"The spool of run {run} is missing ({spool._folder}): the run can only be abandoned.");
        }

        if (File.Exists(spool.ContentsFile))
        {
            spool._contents = Read(spool.ContentsFile);
        }

        return spool;
    }

    /// <summary>Deletes what only a run that goes on needs, its source files and its pilot group, and what was half written; the plan stays, for whoever takes the run back.</summary>
    public static void Close(StateDirectory state, RunId run)
    {
        ArgumentNullException.ThrowIfNull(state);

        var folder = state.RunFolder(run);
        var spool = new RunSpool(folder, new(Version, [], null));
        var decided = spool.HasContents ? spool.DecidedFile : null; // Without the contents it was closed before, and what stands there came too late.
        foreach (var file in (string[])[.. Directory.GetFiles(folder, "source-*"), .. Directory.GetFiles(folder, "*.next"), .. spool.Decided.Select(other => other.File).Where(file => file != decided)])
        {
            File.Delete(file);
        }

        if (decided is not null)
        {
            File.Move(decided, spool.PlanFile, overwrite: true); // It takes the place of the one that was applied.
        }

        File.Delete(spool.ContentsFile); // Last: it tells that the run is not closed in full.
    }

    /// <summary>Deletes the plan of a closed run, where there is one.</summary>
    public void DropPlan() => File.Delete(PlanFile);

    /// <summary>A stream that takes the raw bytes of one source file; <see cref="Complete"/> ends it.</summary>
    /// <param name="name">The file's name as given, which its ending is kept of.</param>
    public Stream Add(string name)
    {
        ArgumentNullException.ThrowIfNull(name);

        var ending = Path.GetExtension(name);
        var plainEnding = ending.Length is > 1 and <= 8 && ending.Skip(1).All(char.IsAsciiLetterOrDigit) ? ending : string.Empty;
        var file = $"source-{_sinks.Count}{plainEnding}.gz";
        var sink = new Sink(new(name, file), OwnerOnly.Create(Path.Combine(_folder, file)));
        _sinks.Add(sink);
        return sink.Zip;
    }

    /// <summary>Ends the files added and brings everything onto the disk: only then may the run be opened.</summary>
    /// <param name="only">The pilot group that the run is limited to, or null.</param>
    public void Complete(IReadOnlyList<EmployeeId>? only)
    {
        foreach (var sink in _sinks)
        {
            sink.ToDisk();
        }

        _contents = new(Version, [.. _sinks.Select(sink => sink.Source)], only?.Select(id => id.Value).ToArray());
        using var file = OwnerOnly.Create(ContentsFile);
        JsonSerializer.Serialize(file, _contents, StateJson.Default.Contents);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Keeps the plan that the run applies, or that of a closed run in place of the one before; it is on the disk when this returns.</summary>
    public void KeepPlan(ReadOnlySpan<byte> plan) => Keep(plan, PlanFile);

    /// <summary>Keeps what the run has decided; the plan that it applies stays beside it until the run is closed. It is on the disk when this returns.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="epoch">That of the lease of whoever decided.</param>
    public void KeepDecided(ReadOnlySpan<byte> plan, long epoch) =>
        Keep(plan, Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{DecidedMark}{epoch}{DecidedEnding}")));

    /// <summary>What was decided last, or before that the plan that is applied.</summary>
    /// <exception cref="IOException">There is none, or it is damaged.</exception>
    public byte[] ReadLatest() => ReadZipped((HasContents ? DecidedFile : null) ?? PlanFile);

    /// <summary>The plan that is applied, whatever has been decided of it.</summary>
    /// <exception cref="IOException">There is none, or it is damaged.</exception>
    public byte[] ReadApplied() => ReadZipped(PlanFile);

    private static void Keep(ReadOnlySpan<byte> plan, string path)
    {
        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(plan);
        }

        OwnerOnly.Replace(path, zipped.GetBuffer().AsSpan(0, (int)zipped.Length));
    }

    private static byte[] ReadZipped(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        using var plan = new MemoryStream(UnzippedLength(file)); // A hundred megabytes that grow by copying would cost seconds.
        using var zip = new GZipStream(file, CompressionMode.Decompress);
        zip.CopyTo(plan);
        return plan.Length == plan.Capacity ? plan.GetBuffer() : plan.ToArray();
    }

    // What the file's last four bytes say (RFC 1952), as far as so few bytes can hold so much: they may be damaged.
    private static int UnzippedLength(FileStream file)
    {
        Span<byte> last = stackalloc byte[sizeof(uint)];
        if (file.Length < last.Length)
        {
            return 0;
        }

        file.Seek(-last.Length, SeekOrigin.End);
        file.ReadExactly(last);
        file.Seek(0, SeekOrigin.Begin);
        return (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(last), Math.Min(file.Length * MostUnzippedPerByte, Array.MaxLength));
    }

    /// <summary>Ends files that were not completed; what they hold so far stays.</summary>
    public void Dispose()
    {
        foreach (var sink in _sinks)
        {
            sink.Dispose();
        }
    }

    private static GZipStream Unzip(string path) =>
        new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read), CompressionMode.Decompress);

    private static Contents Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), StateJson.Default.Contents) is { Version: Version } contents
                ? contents
                : throw new IOException($"{path} was written by another version of ActorSync.");
        }
        catch (JsonException cause)
        {
            throw new IOException($"{path} is damaged: {cause.Message}", cause);
        }
    }

    /// <summary>What stands in the spool's table of contents.</summary>
    internal sealed record Contents(int Version, SpooledSource[] Sources, string[]? Only);

    /// <summary>One source file: its name as given, and the file in the spool.</summary>
    internal sealed record SpooledSource(string Name, string File);

    private sealed class Sink(SpooledSource source, FileStream file) : IDisposable
    {
        public SpooledSource Source { get; } = source;

        // A read that was left behind may write to it while it is ended.
        public Stream Zip { get; } = Stream.Synchronized(new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true));

        public void ToDisk()
        {
            Zip.Dispose();
            if (file.CanWrite)
            {
                file.Flush(flushToDisk: true);
                file.Dispose();
            }
        }

        public void Dispose()
        {
            Zip.Dispose();
            file.Dispose();
        }
    }
}
