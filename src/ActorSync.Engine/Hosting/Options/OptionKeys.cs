using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ActorSync.Core.Leases;
using ActorSync.Core.Policies;
using NodaTime;
using static ActorSync.Engine.Hosting.Options.OptionValues;
using static ActorSync.Engine.Hosting.Options.SourceValues;
using static ActorSync.Engine.Hosting.Options.TargetValues;

namespace ActorSync.Engine.Hosting.Options;

/// <summary>Every known key: binding, unknown keys, suggestions and the JSON Schema's test all go by this list.</summary>
public static class OptionKeys
{
    internal static readonly TypedKey<TargetDialect> Dialect = new("Target:Dialect", Choice<TargetDialect>(), o => o.Target.Dialect,
        "Which API the target speaks.");

    internal static readonly TypedKey<Uri?> BaseUrl = new("Target:BaseUrl", Address(), o => o.Target.BaseUrl,
        "The API's address; Region gives it for Genesys Cloud.")
    { IsQuiet = true };

    internal static readonly TypedKey<Uri?> LoginUrl = new("Target:LoginUrl", Address(), o => o.Target.LoginUrl,
        "The address that issues tokens; BaseUrl unless given.")
    { IsQuiet = true };

    internal static readonly TypedKey<string?> Region = new("Target:Region", TargetValues.Region(), o => o.Target.Region,
        "The Genesys Cloud region's domain, which gives both addresses.");

    internal static readonly TypedKey<string?> ClientId = new("Target:ClientId", OptionalText(), o => o.Target.ClientId,
        "The OAuth client's id.")
    { IsQuiet = true };

    internal static readonly TypedKey<Secret?> ClientSecret = new("Target:ClientSecret", OptionValues.Secret(), o => o.Target.ClientSecret,
        "The OAuth client's secret; give it as ACTORSYNC_Target__ClientSecret, or name a file by ClientSecretFile.")
    { IsSecret = true, IsQuiet = true };

    internal static readonly TypedKey<string?> ClientSecretFile = new("Target:ClientSecretFile", OptionalText("the path of a readable file"), o => o.Target.ClientSecretFile,
        "The file that holds the OAuth client's secret; a relative path starts where the folder config/ stands.")
    { IsQuiet = true };

    internal static readonly TypedKey<int> Tokens = new("Target:Tokens", Integer(1, 50), o => o.Target.Tokens,
        "Tokens used side by side.");

    internal static readonly TypedKey<int> RequestsPerMinute = new("Target:RequestsPerMinute", Integer(0, 100_000), o => o.Target.RequestsPerMinute,
        "Local pace per token in requests a minute; 0 means no local pace, and only a 429 slows down.");

    internal static readonly TypedKey<int?> MaxInFlight = new("Target:MaxInFlight", OptionalInteger(1, 1_000, "derived"), o => o.Target.MaxInFlight,
        "Requests under way at once; derived from pace and measured latency unless given.");

    internal static readonly TypedKey<TargetProtocol?> Protocol = new("Target:Protocol", OptionalChoice<TargetProtocol>(), o => o.Target.Protocol,
        "The one HTTP version to speak; http2 on a plain address must be known to be understood there. Unless given, 2 where TLS offers it, else 1.1.");

    internal static readonly TypedKey<Duration> MaxPause = new("Target:MaxPause", Span(Duration.FromDays(7)), o => o.Target.MaxPause,
        "A pause longer than this ends a command-line run as interrupted.");

    internal static readonly TypedKey<ObserveMode> Observe = new("Target:Observe", Choice<ObserveMode>(), o => o.Target.Observe,
        "always reads the target in each run; cached trusts the ledger up to CacheMaxAge.");

    internal static readonly TypedKey<Duration> CacheMaxAge = new("Target:CacheMaxAge", Span(Duration.FromDays(366)), o => o.Target.CacheMaxAge,
        "How old the ledger's knowledge may be under cached.");

    internal static readonly TypedKey<ObserveBy> ObserveBy = new("Target:ObserveBy", Choice<ObserveBy>(), o => o.Target.ObserveBy,
        "auto reads in the way with the fewest requests; user makes a read per user.");

    internal static readonly TypedKey<string> SourceName = new("Source:Name", Text("a name of up to 100 characters", 100), o => o.Source.Name,
        "Identifies the source, whatever its path: the guard's memory and ownership belong to target and source name.");

    internal static readonly TypedKey<SourceMode> Mode = new("Source:Mode", Choice<SourceMode>(), o => o.Source.Mode,
        "partial: only what the file states; full: the file states everybody.");

    internal static readonly TypedKey<DateTimeZone> TimeZone = new("Source:TimeZone", Zone(), o => o.Source.TimeZone,
        "The zone of dates without an offset (IANA).");

    internal static readonly TypedKey<SourceFormat?> Format = new("Source:Format", OptionalChoice<SourceFormat>(), o => o.Source.Format,
        "The form of the file; detected unless given.");

    internal static readonly TypedKey<Encoding?> TextEncoding = new("Source:Encoding", SourceValues.TextEncoding(), o => o.Source.Encoding,
        "The text encoding; detected unless given.");

    internal static readonly TypedKey<char?> Delimiter = new("Source:Delimiter", SourceValues.Delimiter(), o => o.Source.Delimiter,
        "The delimiter between fields; detected unless given.");

    internal static readonly TypedKey<CultureInfo?> Culture = new("Source:Culture", SourceValues.Culture(), o => o.Source.Culture,
        "The culture of decimal commas and month names; the invariant one unless given.");

    internal static readonly TypedKey<string?> DateFormat = new("Source:DateFormat", OptionalText("a pattern with day, month and year, like dd.MM.yyyy or MM/dd/yyyy", 100), o => o.Source.DateFormat,
        "The pattern of dates; ISO dates, and what the whole column proves, unless given.");

    internal static readonly ImmutableArray<TypedKey<string?>> Columns =
    [
        .. SourceColumns.All.Select(column => new TypedKey<string?>($"Source:Columns:{column}", OptionalText("a header of the file"),
            o => o.Source.Columns.GetValueOrDefault(column), $"The file's own header of the column {column}.")),
    ];

    internal static readonly TypedKey<ImmutableArray<string>> Divisions = new("Scope:Divisions", Names("a list of division names"), o => o.Scope.Divisions,
        "Only people of these divisions; all unless given.");

    internal static readonly ObjectListKey Skills = new("Taxonomy:Skills", "a list of {name, description?, parent?, managed, defaultLevel?}",
        o => o.Taxonomy.Skills.Select(skill => skill.Name.Value), "The declared skills.");

    internal static readonly TypedKey<string?> SkillName = new("Taxonomy:Skills[]:name", OptionalText(), (string?)null, "The skill's name, exactly as on the target.");
    internal static readonly TypedKey<string?> SkillDescription = new("Taxonomy:Skills[]:description", OptionalText(), (string?)null, "Shown to people.");
    internal static readonly TypedKey<string?> SkillParent = new("Taxonomy:Skills[]:parent", OptionalText("the name of a declared skill"), (string?)null, "The parent skill's name.");
    internal static readonly TypedKey<bool> SkillManaged = new("Taxonomy:Skills[]:managed", Boolean(), true, "Whether ActorSync may assign and remove it.");
    internal static readonly TypedKey<decimal?> SkillDefaultLevel = new("Taxonomy:Skills[]:defaultLevel", Level(), (decimal?)null, "The level where a source states none.");

    internal static readonly ObjectListKey Certifications = new("Taxonomy:Certifications", "a list of {name, description?, validityInDays, gatingSkill?: {name, level}, managed}",
        o => o.Taxonomy.Certifications.Select(certification => certification.Name.Value), "The declared certifications.");

    internal static readonly TypedKey<string?> CertificationName = new("Taxonomy:Certifications[]:name", OptionalText(), (string?)null, "The certification's name, exactly as on the target.");
    internal static readonly TypedKey<string?> CertificationDescription = new("Taxonomy:Certifications[]:description", OptionalText(), (string?)null, "Shown to people.");
    internal static readonly TypedKey<int?> ValidityInDays = new("Taxonomy:Certifications[]:validityInDays", OptionalInteger(1, 36_500, "nothing"), (int?)null, "Days from issue to the last valid day.");
    internal static readonly TypedKey<string?> GatingSkillName = new("Taxonomy:Certifications[]:gatingSkill:name", OptionalText("the name of a declared, managed skill"), (string?)null, "The skill that stands for the certification where routing cannot read it.");
    internal static readonly TypedKey<decimal?> GatingSkillLevel = new("Taxonomy:Certifications[]:gatingSkill:level", Level(), (decimal?)null, "The level at which the gating skill is given.");
    internal static readonly TypedKey<bool> CertificationManaged = new("Taxonomy:Certifications[]:managed", Boolean(), true, "Whether ActorSync may assign and end it.");

    internal static readonly TypedKey<RemovalPolicy> Removal = new("Policy:Removal", Choice<RemovalPolicy>(), o => o.Policy.Removal,
        "What happens to values that the source no longer states: never removes none, owned what ActorSync added for this source and nobody changed since, managed every managed name.");

    internal static readonly TypedKey<bool> Adopt = new("Policy:Adopt", Boolean(), o => o.Policy.Adopt,
        "true: a stated value found already equal becomes owned.");

    internal static readonly TypedKey<LeaverPolicy> Terminated = new("Policy:Terminated", Choice<LeaverPolicy>(), o => o.Policy.Terminated,
        "What happens to people whose row says terminated: keep, or remove under Removal.");

    internal static readonly TypedKey<LeaverPolicy> Absent = new("Policy:Absent", Choice<LeaverPolicy>(), o => o.Policy.Absent,
        "What happens to people missing from a full file: keep, or remove under Removal.");

    internal static readonly TypedKey<ExpiryMargin> Margin = new("Policy:ExpiryMargin", Choice<ExpiryMargin>(), o => o.Policy.ExpiryMargin,
        "previousUtcDay ends a certification before the UTC midnight at or before its official expiry; none ends it one millisecond before.");

    internal static readonly TypedKey<decimal> MaxRemovalsPercent = new("Guard:MaxRemovalsPercent", Percent(), o => o.Guard.MaxRemovalsPercent,
        "Removals and early endings in one run, in percent of the managed assignments held by the people in scope.");

    internal static readonly TypedKey<int?> MaxRemovals = new("Guard:MaxRemovals", OptionalInteger(0, 10_000_000, "none"), o => o.Guard.MaxRemovals,
        "The same as a count; none unless given.");

    internal static readonly TypedKey<int> MinimumPopulation = new("Guard:MinimumPopulation", Integer(0, 10_000_000), o => o.Guard.MinimumPopulation,
        "Below this many people in scope the percentage is not applied.");

    internal static readonly TypedKey<decimal> MaxRowDropPercent = new("Guard:MaxRowDropPercent", Percent(), o => o.Guard.MaxRowDropPercent,
        "full only: how many percent fewer rows than the last accepted file of this source.");

    internal static readonly TypedKey<string> StateDirectory = new("State:Directory", Text("the path of a folder"), o => o.State.Directory,
        "The folder of all state; a relative path starts where the folder config/ stands, else in the current folder.");

    internal static readonly TypedKey<JournalProvider> Provider = new("Journal:Provider", Choice<JournalProvider>(), o => o.Journal.Provider,
        "sqlite is embedded in the state directory; postgres is a server of yours.");

    internal static readonly TypedKey<Secret?> ConnectionString = new("Journal:ConnectionString", OptionValues.Secret(), o => o.Journal.ConnectionString,
        "How to reach the PostgreSQL server; give it as ACTORSYNC_Journal__ConnectionString.")
    { IsSecret = true, IsQuiet = true };

    internal static readonly TypedKey<int> LeaseSeconds = new("Journal:LeaseSeconds", Integer(LeaseTerm.LeastSeconds, LeaseTerm.MostSeconds), o => o.Journal.LeaseSeconds,
        "For how many seconds a writing process holds its target without a renewal: so long others wait for one that is frozen or whose host is gone.");

    internal static readonly TypedKey<int?> KeepDays = new("Journal:KeepDays", OptionalInteger(1, 36_500, "everything"), o => o.Journal.KeepDays,
        "For how many days after its end what a run did is kept; then it is cut from the journal, with findings and plans. What ActorSync owns and the dates that hold stay.");

    /// <summary>Every known key, in the order of the sections.</summary>
    public static ImmutableArray<OptionKey> All { get; } =
    [
        Dialect, BaseUrl, LoginUrl, Region, ClientId, ClientSecret, ClientSecretFile, Tokens, RequestsPerMinute, MaxInFlight, Protocol,
        MaxPause, Observe, CacheMaxAge, ObserveBy,
        SourceName, Mode, TimeZone, Format, TextEncoding, Delimiter, Culture, DateFormat, .. Columns,
        Divisions,
        Skills, SkillName, SkillDescription, SkillParent, SkillManaged, SkillDefaultLevel,
        Certifications, CertificationName, CertificationDescription, ValidityInDays, GatingSkillName, GatingSkillLevel, CertificationManaged,
        Removal, Adopt, Terminated, Absent, Margin,
        MaxRemovalsPercent, MaxRemovals, MinimumPopulation, MaxRowDropPercent,
        StateDirectory,
        Provider, ConnectionString, LeaseSeconds, KeepDays,
    ];
}
