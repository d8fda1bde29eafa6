using System.Text;
using ActorSync.Engine.Backup;
using ActorSync.Engine.Tests.Journal;

namespace ActorSync.Engine.Tests.Backup;

public sealed class BackupFileTests : IDisposable
{
    private const string Target = "genesys-api.example-1";

    private static readonly DateTimeOffset At = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("state.backup");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_put_in_comes_out()
    {
        Write();

        using var backup = BackupReader.Open(Path, Target);

        Assert.Equal((Target, 7L, At), (backup.Manifest.Target, backup.Manifest.Epoch, backup.Manifest.CreatedAt));
        Assert.Equal(["journal/people", "state/runs/1/plan.json.gz"], backup.Manifest.Parts.Select(part => part.Name));
        using var content = new StreamReader(backup.OpenPart(backup.Manifest.Parts[1]));
        Assert.Equal("a plan", content.ReadToEnd());
    }

    [Fact]
    public void A_backup_with_any_bit_flipped_is_refused()
    {
        Write();
        var whole = File.ReadAllBytes(Path);

        for (var position = 0; position < whole.Length; position++)
        {
            whole[position] ^= 1;
            File.WriteAllBytes(Path, whole);
            Assert.Contains("is damaged", Refusal().Message, StringComparison.Ordinal);
            whole[position] ^= 1;
        }
    }

    [Fact]
    public void A_backup_cut_off_anywhere_is_refused()
    {
        Write();
        var whole = File.ReadAllBytes(Path);

        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(Path, whole[..length]);
            Assert.Contains("is damaged", Refusal().Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void That_of_another_target_is_refused_with_both_names()
    {
        Write();

        var refusal = Assert.Throws<BackupRefusedException>(() => BackupReader.Open(Path, "guide-api.example-2"));

        Assert.Contains($"is of the target {Target}, and the configured one is guide-api.example-2", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void That_of_a_newer_format_is_refused()
    {
        Write(format: BackupManifest.Newest + 1);

        Assert.Contains($"has format {BackupManifest.Newest + 1}", Refusal().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("state/../../elsewhere")]
    [InlineData("state/runs/../writer.lock")]
    [InlineData("state/writer.lock")]
    [InlineData("state/runs/c:\\elsewhere")]
    [InlineData("elsewhere")]
    public void A_part_never_leads_out_of_the_state(string name)
    {
        Write(name: name);

        Assert.Contains("is not the name of a part", Refusal().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_file_is_refused_with_its_reason()
    {
        Assert.Contains("cannot be read", Refusal().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_was_not_completed_leaves_the_one_before_as_it_was()
    {
        Write();
        var before = File.ReadAllBytes(Path);

        using (var writer = new BackupWriter(Path, At))
        {
            writer.Add("journal/people", content => content.WriteByte(1));
        }

        Assert.Equal(before, File.ReadAllBytes(Path));
        Assert.Equal([Path], Directory.GetFiles(_folder.FullPath));
    }

    private BackupRefusedException Refusal() => Assert.Throws<BackupRefusedException>(() => BackupReader.Open(Path, Target));

    private void Write(int format = BackupManifest.Newest, string name = "state/runs/1/plan.json.gz")
    {
        using var writer = new BackupWriter(Path, At);
        writer.Add("journal/people", content => content.Write("some rows"u8));
        writer.Add(name, content => content.Write(Encoding.UTF8.GetBytes("a plan")));
        writer.Complete(new BackupManifest(format, Target, "sqlite", At, 7, []));
    }
}
