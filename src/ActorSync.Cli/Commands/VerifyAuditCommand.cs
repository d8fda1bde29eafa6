using ActorSync.Cli.Output;
using ActorSync.Core.Audit;
using ActorSync.Engine.Audit.Export;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;

namespace ActorSync.Cli.Commands;

/// <summary>Checks the audit log's hash chains, or the proofs of an exported file, and names the first bad record.</summary>
internal sealed class VerifyAuditCommand(CliEnvironment environment) : ActorSyncCommand<VerifyAuditSettings>(environment, "verify-audit")
{
    /// <inheritdoc/>
    protected override Task<int> DoAsync(CommandSession session, VerifyAuditSettings settings, CancellationToken stop) => settings.Proof is { } file
        ? CheckProofAsync(session, settings, file, stop)
        : settings.Seal is null
            ? CheckJournalAsync(session, settings, stop)
            : throw new CommandFailure(ExitCode.Usage, "usage", "--seal is compared with a file: say --proof as well.");

    private static async Task<int> CheckJournalAsync(CommandSession session, VerifyAuditSettings settings, CancellationToken stop)
    {
        await using var target = await TargetSession.OpenAsync(session, settings, sources: null, stop);
        var verdict = AuditCheck.Verify(target.Options, target.Identity);
        if (session.WritesJson)
        {
            session.WriteJson(writer => AuditReport.WriteJson(writer, verdict));
        }
        else
        {
            AuditReport.Write(session.Out, verdict);
        }

        return verdict is { Flaws.IsEmpty: false } ? ExitCode.Partial : ExitCode.Done;
    }

    private static async Task<int> CheckProofAsync(CommandSession session, VerifyAuditSettings settings, string file, CancellationToken stop)
    {
        var (verdict, kept) = (await ReadAsync(session, file, stop), await KeptSealsAsync(session, settings, stop));
        var flaw = verdict.Flaw ?? (kept is not null && verdict.LastSeal is { } seal && !kept.Contains(seal)
            ? $"its last seal, {seal}, is {(settings.Seal is null ? "none of the journal's" : "another than the one given")}"
            : null);
        var checkedFile = new CheckedProof(file, verdict, flaw, IsCompared: kept is not null && verdict.LastSeal is not null) { IsGiven = settings.Seal is not null };
        if (session.WritesJson)
        {
            session.WriteJson(checkedFile.WriteJson);
        }
        else
        {
            checkedFile.Write(session.Out);
        }

        return flaw is null ? ExitCode.Done : ExitCode.Partial;
    }

    private static async Task<ProofVerdict> ReadAsync(CommandSession session, string file, CancellationToken stop)
    {
        try
        {
            return ProofCheck.Of(await File.ReadAllBytesAsync(Path.GetFullPath(file, session.Environment.WorkingDirectory), stop));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new CommandFailure(
                ExitCode.Usage, "proof-unreadable", $"{file} cannot be checked: {exception.Message.TrimEnd('.')}. Take a file that `actorsync journal export agent.json --employee ID` wrote.");
        }
    }

    // Whoever checks a file elsewhere need not have a configuration.
    private static async Task<IReadOnlySet<Digest>?> KeptSealsAsync(CommandSession session, VerifyAuditSettings settings, CancellationToken stop)
    {
        if (settings.Seal is { } text)
        {
            return Digest.TryParse(text) is { } given
                ? new HashSet<Digest> { given }
                : throw new CommandFailure(ExitCode.Usage, "seal-unreadable", $"--seal {text} is no seal: it has 64 hexadecimal digits, as verify-audit prints them.");
        }

        if (session.ReadConfiguration(talksToTarget: !settings.UsesSandbox) is not ConfigurationResult.Loaded loaded)
        {
            return null;
        }

        await using var target = await TargetSession.OpenAsync(session, settings, loaded, sources: null, stop);
        return AuditExporter.Seals(target.Options, target.Identity);
    }
}
