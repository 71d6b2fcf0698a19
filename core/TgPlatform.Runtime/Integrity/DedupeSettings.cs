using System.ComponentModel;
using TgPlatform.Contracts;

namespace TgPlatform.Runtime.Integrity;

/// <summary>The <c>dedupe:</c> section of a pipeline. Items with one id are one item in any case.</summary>
public sealed record DedupeSettings
{
    /// <summary>What happens to content that is there already.</summary>
    [Description("What to do with an item whose bytes a sink holds already under another item of this pipeline: keep (store them again), skip (store nothing, the item counts as skipped; the earlier copy is read from the sink first, and the bytes are stored again where it is gone or another one, or where the sink cannot be read; so are those of an item that is continued after a failure in a sink that cannot give back its unfinished part, such as s3), hardlink (a second name for the same bytes; they are stored again where the sink cannot). Anything but keep costs a SHA-256 of everything that is fetched.")]
    [Example("skip")]
    public DuplicateContent Content { get; init; } = DuplicateContent.Keep;
}

/// <summary>What happens to content that a sink holds already.</summary>
public enum DuplicateContent
{
    /// <summary>It is stored again.</summary>
    Keep = 0,

    /// <summary>Nothing is stored; the item counts as skipped.</summary>
    Skip,

    /// <summary>The item gets a name of its own for the bytes that are there.</summary>
    Hardlink,
}
