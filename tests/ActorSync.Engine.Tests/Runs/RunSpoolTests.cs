using System.Text;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Tests.Journal;

namespace ActorSync.Engine.Tests.Runs;

public sealed class RunSpoolTests : IDisposable
{
    private static readonly RunId Run = new("20261125T171503123Z");

    private readonly TemporaryFolder _folder = new();
    private readonly StateDirectory _state;

    public RunSpoolTests()
    {
        _state = new(_folder.File("state"));
        _state.Prepare();
    }

    [Fact]
    public void The_files_of_a_run_come_back_with_their_names_in_their_order()
    {
        Keep(only: null, ("-", "employee_id\n0042\n"), ("exports/people.csv", "employee_id\n0043\n"), ("C:\\HR\\zertifikate.csv.gz", "\u001f\u008bnot text"));

        using var spool = RunSpool.Open(_state, Run);

        Assert.Equal(["-", "exports/people.csv", "C:\\HR\\zertifikate.csv.gz"], spool.Files.Select(file => file.Name));
        Assert.Equal(["employee_id\n0042\n", "employee_id\n0043\n", "\u001f\u008bnot text"], spool.Files.Select(Read));
        Assert.Null(spool.Only);
        Assert.Equal(
            ["source-0.gz", "source-1.csv.gz", "source-2.gz.gz", "spool.json"],
            Directory.GetFiles(_state.RunFolder(Run)).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_file_can_be_read_twice()
    {
        Keep(only: null, ("people.csv", "employee_id\n"));

        using var spool = RunSpool.Open(_state, Run);

        Assert.Equal(Read(spool.Files[0]), Read(spool.Files[0]));
    }

    [Fact]
    public void The_pilot_group_of_a_run_comes_back()
    {
        Keep(only: [new("0042"), new("0007")], ("people.csv", "employee_id\n"));

        using var spool = RunSpool.Open(_state, Run);

        Assert.Equal([new EmployeeId("0042"), new EmployeeId("0007")], spool.Only!);
    }

    [Fact]
    public void A_plan_comes_back_and_a_later_one_takes_its_place()
    {
        using (var spool = RunSpool.Create(_state, Run))
        {
            spool.KeepPlan("first"u8);
        }

        using (var spool = RunSpool.Open(_state, Run))
        {
            Assert.Empty(spool.Files);
            Assert.Equal("first", Encoding.UTF8.GetString(spool.ReadLatest()));
            spool.KeepPlan("second"u8);
        }

        using var last = RunSpool.Open(_state, Run);
        Assert.Equal("second", Encoding.UTF8.GetString(last.ReadLatest()));
    }

    [Fact]
    public void What_is_decided_stands_beside_the_plan_that_is_applied_and_takes_its_place_once_the_run_is_closed()
    {
        using (var spool = RunSpool.Create(_state, Run))
        {
            spool.KeepPlan("applied"u8);
            spool.Complete(only: null);
            spool.KeepDecided("decided"u8, epoch: 9);
            spool.KeepDecided("decided again"u8, epoch: 10);
            spool.KeepDecided("of a process that has lost its lease"u8, epoch: 9);
            Assert.Equal(("decided again", "applied"), (Encoding.UTF8.GetString(spool.ReadLatest()), Encoding.UTF8.GetString(spool.ReadApplied())));
        }

        RunSpool.Close(_state, Run);
        using var closed = RunSpool.Open(_state, Run);
        closed.KeepDecided("of one that was frozen until now"u8, epoch: 11);
        Assert.Equal("decided again", Encoding.UTF8.GetString(closed.ReadLatest()));
        RunSpool.Close(_state, Run);

        Assert.Equal("decided again", Encoding.UTF8.GetString(closed.ReadLatest()));
        Assert.Equal(["plan.json.gz"], Directory.GetFiles(_state.RunFolder(Run)).Select(Path.GetFileName));
    }

    [Fact]
    public void What_is_kept_is_compressed_and_readable_by_its_owner_only()
    {
        var row = string.Concat(Enumerable.Repeat("0042,Billing:3\n", 10_000));
        Keep(only: null, ("people.csv", row));

        var file = new FileInfo(Path.Combine(_state.RunFolder(Run), "source-0.csv.gz"));
        Assert.InRange(file.Length, 1, row.Length / 10);
        if (!OperatingSystem.IsWindows())
        {
            foreach (var path in Directory.GetFiles(_state.RunFolder(Run)))
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            }
        }
    }

    [Fact]
    public void What_an_earlier_attempt_left_is_gone()
    {
        Keep(only: null, ("people.csv", "old"), ("skills.csv", "old"));
        Keep(only: null, ("people.csv", "new"));

        using var spool = RunSpool.Open(_state, Run);

        Assert.Equal(["new"], spool.Files.Select(Read));
        Assert.False(File.Exists(Path.Combine(_state.RunFolder(Run), "source-1.csv.gz")));
    }

    [Fact]
    public void A_spool_that_was_not_completed_holds_no_file()
    {
        using (var spool = RunSpool.Create(_state, Run))
        {
            spool.Add("people.csv").Write("half"u8);
        }

        using var left = RunSpool.Open(_state, Run);
        Assert.Empty(left.Files);
        Assert.ThrowsAny<IOException>(left.ReadLatest);
    }

    [Fact]
    public void A_spool_that_is_missing_or_damaged_is_an_error()
    {
        Assert.ThrowsAny<IOException>(() => RunSpool.Open(_state, Run));

        Keep(only: null, ("people.csv", "employee_id\n"));
        File.WriteAllText(Path.Combine(_state.RunFolder(Run), "spool.json"), "{");

        Assert.ThrowsAny<IOException>(() => RunSpool.Open(_state, Run));
    }

    public void Dispose() => _folder.Dispose();

    private static string Read(SpooledFile file)
    {
        using var reader = new StreamReader(file.Open(), Encoding.Latin1);
        return reader.ReadToEnd();
    }

    private void Keep(IReadOnlyList<EmployeeId>? only, params (string Name, string Content)[] files)
    {
        using var spool = RunSpool.Create(_state, Run);
        foreach (var (name, content) in files)
        {
            spool.Add(name).Write(Encoding.Latin1.GetBytes(content));
        }

        spool.Complete(only);
    }
}
